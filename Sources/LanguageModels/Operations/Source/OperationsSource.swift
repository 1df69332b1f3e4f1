/// What the operations assistant knows of the server that it runs in; the composition provides it.
///
/// All methods may be called from any thread, return at once and invent nothing: what is not measured is nil or absent.
public protocol OperationsSource: Sendable {
    /// Which server it is, and what it has room for.
    func server() -> ServerFigures

    /// What was measured each second, oldest first; the second that still runs may be at the end.
    ///
    /// - Parameter seconds: how many whole ones, 1 to 3,600; there are fewer while the server is younger.
    func history(seconds: Int) -> [OperationsSecond]

    /// The busiest rooms, busiest first; nil when nobody counts them.
    func busiestRooms() -> [BusyRoom]?

    /// The rooms in which something took longest in the last minute, the slowest first; nil when nobody measures them.
    func slowestRooms() -> [SlowestRoom]?

    /// The conditions that are watched, in the order in which they should be read.
    func conditions() -> [OperationsCondition]

    /// The executions of agents; nil on a server that runs none.
    func executions() -> ExecutionFigures?
}

extension OperationsSource {
    public func slowestRooms() -> [SlowestRoom]? { nil }
}
