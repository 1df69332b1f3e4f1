import Essentials
import Wire

/// A stored conversation.
public struct ConversationRecord: Sendable, Equatable {
    /// Who may enter.
    public enum Kind: String, Sendable {
        /// Made by first use: any user with the `chat` scope becomes a participant by connecting.
        case open
        /// Made over REST: creator and listed users only.
        case `private`
    }

    /// How many participants a conversation has at most.
    public static let participantLimit = 10_000

    public var id: String
    public var title: String
    public var kind: Kind
    public var createdBy: String
    /// Unix time, milliseconds.
    public var createdAtMilliseconds: Int64
    /// Unix time of the latest message, or of the creation, milliseconds.
    public var updatedAtMilliseconds: Int64
    /// The `seq` of the latest event, 0 when there is none.
    public var lastSeq: Int64
    /// When the assistant answers; nil follows the server's default.
    public var assistant: AssistantMode?
    /// Whether it is out of the lists and takes no more messages until it is taken back.
    public var isArchived: Bool

    public init(
        id: String, title: String, kind: Kind, createdBy: String, createdAtMilliseconds: Int64,
        updatedAtMilliseconds: Int64, lastSeq: Int64 = 0, assistant: AssistantMode? = nil, isArchived: Bool = false
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.createdBy = createdBy
        self.createdAtMilliseconds = createdAtMilliseconds
        self.updatedAtMilliseconds = updatedAtMilliseconds
        self.lastSeq = lastSeq
        self.assistant = assistant
        self.isArchived = isArchived
    }

    /// Whether this user made it.
    func isCreated(by user: ChatUser) -> Bool {
        ExactText(createdBy) == ExactText(user.id)
    }
}
