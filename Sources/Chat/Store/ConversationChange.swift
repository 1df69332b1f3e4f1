import Wire

/// What `PATCH` may change of a conversation; nil stays as it is.
public struct ConversationChange: Sendable, Equatable {
    public var title: String?
    public var assistant: AssistantMode?
    /// Whether the conversation gives up a mode of its own and follows the server's default again; then `assistant` is nil.
    public var resetsAssistant: Bool
    public var isArchived: Bool?

    public init(title: String? = nil, assistant: AssistantMode? = nil, resetsAssistant: Bool = false, isArchived: Bool? = nil) {
        self.title = title
        self.assistant = assistant
        self.resetsAssistant = resetsAssistant
        self.isArchived = isArchived
    }

    /// The conversation's own mode after the change; nil when it has none.
    public func assistant(after old: AssistantMode?) -> AssistantMode? {
        resetsAssistant ? nil : assistant ?? old
    }
}
