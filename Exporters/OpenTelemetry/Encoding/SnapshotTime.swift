import Telemetry

/// The times that the points of one snapshot carry, in nanoseconds since 1970.
struct SnapshotTime: Sendable, Hashable {
    /// When the snapshot was taken.
    var now: UInt64

    /// When the counters began of which nobody knows.
    var processStart: UInt64

    /// - Parameters:
    ///   - snapshot: which knows when it was taken.
    ///   - fallback: the start of a process that does not say in `process_start_time_seconds` when it started.
    init(_ snapshot: Snapshot, fallback: UInt64) {
        let known = snapshot.family("process_start_time_seconds")?.number().map(UnixTime.nanoseconds) ?? 0
        now = UnixTime.nanoseconds(snapshot.takenAtUnixSeconds)
        processStart = known > 0 ? known : fallback
    }

    /// When a series began to count: never after it was read, even if somebody has put the clock back.
    func start(_ createdAt: Double?) -> UInt64 {
        min(createdAt.map(UnixTime.nanoseconds) ?? processStart, now)
    }
}
