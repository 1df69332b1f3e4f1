/// A call that a model asks for.
public struct ModelToolCall: Sendable, Equatable {
    /// The provider's id of the call.
    public var id: String
    /// The tool's name; it may be one that was not offered.
    public var name: String
    /// The arguments as the model wrote them: meant to be one JSON object, not checked.
    public var arguments: String

    /// A call.
    public init(id: String, name: String, arguments: String) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}
