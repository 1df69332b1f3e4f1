/// An event of an execution: it has a `seq`, must not be missed, and is replayed to who comes back with `since`.
public struct ExecutionEvent: Sendable, Equatable {
    /// What happened.
    public enum Content: Sendable, Equatable {
        /// It changed its state, to one that is neither completed nor failed: those have events of their own.
        case update(ExecutionUpdate)
        /// It went on.
        case progress(ExecutionProgress)
        /// A piece of its output. `index` counts the pieces of the attempt from 0 on.
        case output(index: Int, delta: String)
        /// It ended well; the execution as it is for ever.
        case completed(Execution)
        /// It ended badly; the execution as it is for ever, with its ``Execution/error``.
        case failed(Execution)
    }

    /// The event's place in its execution, from 1 on.
    public var seq: Int64
    public var content: Content

    /// An event.
    public init(seq: Int64, _ content: Content) {
        self.seq = seq
        self.content = content
    }

    /// Whether nothing comes after it.
    public var isLast: Bool {
        switch content {
        case .update(let update): update.status.isFinal
        case .progress, .output: false
        case .completed, .failed: true
        }
    }
}
