import LanguageModels
import LiveFeed
import Synchronization
import Telemetry
import Wire

/// What the operations assistant knows of this server: the seconds of the last hour, with the one that runs, and the conditions
/// that are evaluated on them. Any thread.
final class LiveOperations: OperationsSource {
    private struct RoomSource {
        let busiest: @Sendable () -> [BusyRoom]
        let slowest: @Sendable () -> [SlowestRoom]
    }

    /// What is kept from second to second.
    private struct State {
        var ring = SecondRing()
        var conditions = ConditionWatch()
        /// As of the last second's end.
        var counters = OperationsCounters()
        /// The last second's end, monotonic.
        var endNanoseconds: Int64
        /// The feed's, of the last second.
        var entry = StatsEntry()
        var fileDescriptorLimit: Int?
    }

    private let node: String
    private let version: String
    private let connectionLimit: Int?
    private let registry: Registry
    private let problems: @Sendable () -> [String]
    private let unixMilliseconds: @Sendable () -> Int64
    private let startNanoseconds: Int64
    private let state: Mutex<State>
    private let rooms = Mutex<RoomSource?>(nil)
    private let figures = Mutex<(@Sendable () -> ExecutionFigures?)?>(nil)

    /// - Parameters:
    ///   - connectionLimit: sockets that this server may have; nil is no limit.
    ///   - registry: new, so that what it counts belongs to the first second; read by ``history(seconds:)``.
    ///   - problems: what is broken now, a component each; must not block.
    ///   - unixMilliseconds: the time.
    init(
        node: String, version: String, connectionLimit: Int?, registry: Registry, problems: @escaping @Sendable () -> [String],
        unixMilliseconds: @escaping @Sendable () -> Int64
    ) {
        self.node = node
        self.version = version
        self.connectionLimit = connectionLimit
        self.registry = registry
        self.problems = problems
        self.unixMilliseconds = unixMilliseconds
        startNanoseconds = registry.snapshot().takenAtNanoseconds
        state = Mutex(State(endNanoseconds: startNanoseconds))
    }

    /// Says who knows the rooms: the conversations, which themselves come to know the assistant first.
    ///
    /// - Parameters:
    ///   - busiest: the busiest now, busiest first; must not block.
    ///   - slowest: the slowest of the last minute, slowest first; must not block.
    func askForRooms(busiest: @escaping @Sendable () -> [BusyRoom], slowest: @escaping @Sendable () -> [SlowestRoom]) {
        rooms.withLock { $0 = RoomSource(busiest: busiest, slowest: slowest) }
    }

    /// Says who knows the executions: the agents, of which one comes to know these operations first.
    ///
    /// - Parameter figures: how many there are now; must not block.
    func askForExecutions(_ figures: @escaping @Sendable () -> ExecutionFigures?) {
        self.figures.withLock { $0 = figures }
    }

    /// Takes a second of the feed; called once a second, in order.
    func record(_ second: FeedSecond) {
        let families = FamilyIndex(second.snapshot)
        let counters = OperationsCounters(families)
        let figures = WatchedFigures(families)
        let nanoseconds = second.snapshot.takenAtNanoseconds
        state.withLock { state in
            state.ring.append(
                OperationsSecond(
                    endMilliseconds: second.timestampMilliseconds, seconds: Float(nanoseconds - state.endNanoseconds) / 1e9,
                    from: state.counters, to: counters, levels: families, quantiles: second.entry))
            state.counters = counters
            state.endNanoseconds = nanoseconds
            state.entry = second.entry
            state.fileDescriptorLimit = figures.fileDescriptorLimit.map { Int(exactly: $0.rounded()) ?? .max }
            state.conditions.observe(figures, nanoseconds: nanoseconds, unixMilliseconds: second.timestampMilliseconds)
        }
    }

    func server() -> ServerFigures {
        let (end, files) = state.withLock { ($0.endNanoseconds, $0.fileDescriptorLimit) }
        return ServerFigures(
            node: node, version: version, uptimeSeconds: Double(end - startNanoseconds) / 1e9, connectionLimit: connectionLimit,
            fileDescriptorLimit: files, problems: problems())
    }

    func history(seconds: Int) -> [OperationsSecond] {
        let snapshot = registry.snapshot()
        let families = FamilyIndex(snapshot)
        let counters = OperationsCounters(families)
        return state.withLock { state in
            let running = OperationsSecond(
                endMilliseconds: unixMilliseconds(), seconds: Float(max(0, snapshot.takenAtNanoseconds - state.endNanoseconds)) / 1e9,
                from: state.counters, to: counters, levels: families, quantiles: state.entry)
            return state.ring.suffix(seconds) + [running]
        }
    }

    func busiestRooms() -> [BusyRoom]? {
        rooms.withLock { $0 }?.busiest()
    }

    func slowestRooms() -> [SlowestRoom]? {
        rooms.withLock { $0 }?.slowest()
    }

    func conditions() -> [OperationsCondition] {
        state.withLock { $0.conditions.conditions }
    }

    func executions() -> ExecutionFigures? {
        figures.withLock { $0 }?()
    }
}
