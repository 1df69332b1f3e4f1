/// One attempt at an execution.
struct RunKey: Hashable, Sendable {
    /// The execution's id.
    var id: String
    var attempt: Int
}
