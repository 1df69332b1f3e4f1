/// Where the instruments of one registry get their cells.
final class CellSource: Sendable {
    /// One stripe for each lane: counters that any thread may add to.
    let stripes = CellArena(lanes: ThreadLane.count)

    /// What has one cell for all threads: gauges and state sets.
    let levels = CellArena(lanes: 1)

    /// An arena for each lane: histograms are large, so they get cells only from the lanes that record.
    let lanes = (0..<ThreadLane.count).map { _ in CellArena(lanes: 1) }

    /// Seconds since 1970.
    let wallClock: @Sendable () -> Double

    init(wallClock: @escaping @Sendable () -> Double) {
        self.wallClock = wallClock
    }
}
