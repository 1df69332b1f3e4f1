import Synchronization

/// All metric families of a process.
///
/// Declare families at start, resolve their children, hand each event loop a ``Shard``, and take a ``snapshot()``
/// whenever somebody wants to see the numbers.
///
/// Every method may be called from any thread, though none belongs in a hot path: each takes a lock. Mistakes never
/// stop the host. They are kept in ``problems``, which the composition logs and tests refuse.
public final class Registry: Sendable {
    /// Label sets of one family that get a series of their own.
    public let seriesLimit: Int

    let state = Mutex(State())
    let gate: Mutex<GatherPlan>
    let clock: @Sendable () -> Int64
    let cells: CellSource
    let log = ProblemLog()
    let own: OwnFamilies

    struct State {
        /// By name, as a snapshot shows them.
        var families: [any FamilySource] = []
        var collectors: [any Collector] = []
        var shards = 0

        /// Changes with every family and collector that is added.
        var version = 0
    }

    /// - Parameters:
    ///   - seriesLimit: label sets of one family that get a series of their own, 200 by default. Further ones share the
    ///     series `other`; with 0 all do.
    ///   - exemplarInterval: seconds in which a bucket samples one exemplar at most, 1 by default. It begins anew with a
    ///     snapshot, so a bucket samples no more often than snapshots are taken. With 0, once after each snapshot.
    ///   - clock: monotonic nanoseconds, for ``Snapshot/takenAtNanoseconds`` and the interval.
    ///   - wallClock: seconds since 1970, for when series were created and exemplars sampled.
    public init(
        seriesLimit: Int = 200, exemplarInterval: Double = 1, clock: @escaping @Sendable () -> Int64 = MonotonicClock.now,
        wallClock: @escaping @Sendable () -> Double = WallClock.unixSeconds
    ) {
        self.seriesLimit = seriesLimit
        self.clock = clock
        gate = Mutex(GatherPlan(exemplarInterval: exemplarInterval))
        cells = CellSource(wallClock: wallClock)
        own = OwnFamilies(cells: cells, problems: log)
        for family in own.all { state.withLock { $0.insert(family) } }
    }

    /// The right to count without locks, for one event loop. Make them at start, before there is traffic.
    public func makeShard() -> Shard {
        state.withLock { state in
            defer { state.shards += 1 }
            return Shard(index: state.shards)
        }
    }

    /// What was wrong with declarations and label values so far, at most 100 sentences; empty in a correct program.
    public var problems: [String] {
        log.all
    }
}

extension Registry.State {
    /// The family of that name.
    func family(_ name: String) -> (any FamilySource)? {
        let position = position(of: name)
        guard position < families.endIndex, families[position].declaration.name == name else { return nil }
        return families[position]
    }

    /// Adds a family whose name is new.
    mutating func insert(_ family: any FamilySource) {
        families.insert(family, at: position(of: family.declaration.name))
        version += 1
    }

    /// Where a name is, or would be, among the families.
    private func position(of name: String) -> Int {
        var range = families.startIndex..<families.endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = families[middle].declaration.name < name ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }
}
