/// The timer of the machine: sleeping tasks. A task a call: for what is asked some dozens of times a second at most.
public struct SystemDelayTimer: DelayTimer {
    /// Makes the timer; it has no state.
    public init() {}

    public func after(nanoseconds: Int64, _ body: @escaping @Sendable () -> Void) {
        Task {
            try? await Task.sleep(for: .nanoseconds(nanoseconds))
            body()
        }
    }
}
