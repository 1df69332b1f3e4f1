/// What a committed change meant for how an execution stands.
enum ExecutionStep: Sendable, Equatable {
    /// It was made, and waits.
    case made
    /// Somebody began after it had waited this long.
    case started(waitedMilliseconds: Int64)
    /// It waits again.
    case requeued
    /// It is over.
    case ended
    /// It went on, or nothing changed.
    case none
}
