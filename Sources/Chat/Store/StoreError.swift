/// Why a store could not do what was asked.
public enum StoreError: Error, Sendable, Equatable {
    /// The queue of writes is full: there are too many, or they hold too much text.
    case overloaded
    /// The disk is full, the file locked or damaged; the text is for the log.
    case unavailable(String)
    /// The store is closed.
    case closed
}
