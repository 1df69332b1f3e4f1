/// Why a store could not do what was asked.
public enum ExecutionStoreError: Error, Sendable, Equatable {
    /// The queue of writes is full.
    case overloaded
    /// The disk is full, the file locked or damaged; the text is for the log.
    case unavailable(String)
    /// The store is closed.
    case closed
}
