/// The timer of the machine: sleeping tasks. Asked for at most 50 times a second while answers are streamed, it needs no wheel.
public struct SystemAnswerTimer: AnswerTimer {
    /// Makes the timer; it has no state.
    public init() {}

    public func after(nanoseconds: Int64, _ body: @escaping @Sendable () -> Void) {
        Task {
            try? await Task.sleep(for: .nanoseconds(nanoseconds))
            body()
        }
    }
}
