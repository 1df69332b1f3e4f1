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
    let gate = Mutex(())
    let clock: @Sendable () -> Int64
    let stripes: CellArena
    let log = ProblemLog()
    let own: OwnFamilies

    struct State {
        var families: [String: any FamilySource] = [:]
        var collectors: [any Collector] = []
        var shards = 0
    }

    /// - Parameters:
    ///   - seriesLimit: label sets of one family that get a series of their own, 200 by default. Further ones share the
    ///     series `other`; with 0 all do.
    ///   - clock: monotonic nanoseconds, for ``Snapshot/takenAtNanoseconds``.
    public init(seriesLimit: Int = 200, clock: @escaping @Sendable () -> Int64 = MonotonicClock.now) {
        self.seriesLimit = seriesLimit
        self.clock = clock
        stripes = CellArena(lanes: Stripes.lanes)
        own = OwnFamilies(arena: stripes, problems: log)
        for family in own.all { state.withLock { $0.families[family.declaration.name] = family } }
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
