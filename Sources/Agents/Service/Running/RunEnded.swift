/// The execution is over, or what was reported cannot be stored: whoever runs it returns at once.
public struct RunEnded: Error, Sendable, Equatable {
    /// Tells that it is over.
    public init() {}
}
