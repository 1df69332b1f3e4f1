/// Who speaks in a message.
public enum MessageRole: String, Sendable, CaseIterable {
    /// A person or a program with a token.
    case user
    /// The assistant.
    case assistant
    /// The server.
    case system
}
