/// A function that a model may call.
public struct ModelTool: Sendable, Equatable {
    /// 1 to 64 characters of `A-Z a-z 0-9 _ -`.
    public var name: String
    /// When and what for, in words for the model.
    public var description: String
    /// The parameters as a JSON Schema object, one JSON text.
    public var parameters: String

    /// A tool.
    public init(name: String, description: String, parameters: String) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}
