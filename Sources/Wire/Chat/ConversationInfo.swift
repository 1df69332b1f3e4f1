/// A conversation as `connection` shows it.
public struct ConversationInfo: Sendable, Equatable {
    public var id: String
    public var title: String
    /// When the assistant answers.
    public var assistant: AssistantMode
    /// `open` or `private`.
    public var kind: String

    /// A conversation; without an assistant unless said.
    public init(id: String, title: String, assistant: AssistantMode = .never, kind: String) {
        self.id = id
        self.title = title
        self.assistant = assistant
        self.kind = kind
    }

    /// Writes `{id, title, assistant, kind}`.
    public func encode(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("title", title)
        writer.member("assistant", assistant.rawValue)
        writer.member("kind", kind)
        writer.endObject()
    }
}
