/// Why a tool did not do what the model asked.
public struct ToolError: Error, Sendable, Equatable {
    /// In words for the model, which may try again with other arguments.
    public var message: String

    /// An error.
    public init(_ message: String) {
        self.message = message
    }
}
