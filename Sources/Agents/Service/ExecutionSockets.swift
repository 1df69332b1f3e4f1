/// The sockets that watch executions, as far as `Agents` has to reach them besides publishing to their group.
public protocol ExecutionSockets: Sendable {
    /// Closes all sockets of the group: its execution is not there any more. Any thread; returns at once.
    func dismiss(group: String)
}
