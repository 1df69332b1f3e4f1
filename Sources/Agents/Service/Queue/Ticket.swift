import Essentials

/// An execution's place among those that wait for somebody to run them.
struct Ticket: Sendable, Equatable {
    /// The execution's id.
    var id: String
    /// The agent's name.
    var agent: String
    var owner: ExactText
}
