/// The timer of the machine: sleeping tasks. Asked only while the store fails, it needs no wheel.
public struct SystemAgentTimer: AgentTimer {
    /// Makes the timer; it has no state.
    public init() {}

    public func after(nanoseconds: Int64, _ body: @escaping @Sendable () -> Void) {
        Task {
            try? await Task.sleep(for: .nanoseconds(nanoseconds))
            body()
        }
    }
}
