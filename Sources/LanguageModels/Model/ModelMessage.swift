/// One turn of what a model is told.
public struct ModelMessage: Sendable, Equatable {
    /// Who speaks.
    public enum Role: String, Sendable {
        case system, user, assistant
        /// The result of a call; ``ModelMessage/toolCallID`` says of which.
        case tool
    }

    public var role: Role
    public var content: String
    /// The name of the user who speaks, where several do.
    public var name: String?
    /// The calls that an assistant's turn made.
    public var toolCalls: [ModelToolCall]
    /// The call that a tool's turn answers.
    public var toolCallID: String?

    /// A turn.
    public init(_ role: Role, _ content: String, name: String? = nil, toolCalls: [ModelToolCall] = [], toolCallID: String? = nil) {
        self.role = role
        self.content = content
        self.name = name
        self.toolCalls = toolCalls
        self.toolCallID = toolCallID
    }
}
