/// The frames that a client sends on the chat socket.
public enum ChatClientFrame: ClientFrame {
    /// Says something.
    case message(ChatMessageDraft)
    /// Gives a message of the user's a new content, not empty.
    case edit(messageID: String, content: String)
    /// Deletes a message of the user's.
    case delete(messageID: String)
    /// Reacts to a message, or takes the reaction back.
    case reaction(messageID: String, emoji: String, isAdded: Bool)
    /// Ends an answer that is being generated.
    case stop(messageID: String)
    /// Starts or stops typing.
    case typing(Bool)
    /// Has read everything up to `seq`.
    case read(seq: Int64)
    /// Asks for messages before or after a `seq` (never both), 1 to 100 of them, default 50.
    case history(before: Int64?, after: Int64?, limit: Int)
    /// Brings a new token.
    case refresh(token: String)
    /// Asks for a `pong`.
    case ping

    public var type: String {
        switch self {
        case .message: "message"
        case .edit: "edit"
        case .delete: "delete"
        case .reaction: "reaction"
        case .stop: "stop"
        case .typing: "typing"
        case .read: "read"
        case .history: "history"
        case .refresh: "refresh"
        case .ping: "ping"
        }
    }

    /// The closed set of values of ``type`` and of ``FrameError/type`` on this socket.
    public static let types = [
        "message", "edit", "delete", "reaction", "stop", "typing", "read", "history", "refresh", "ping", FrameError.otherType,
    ]
}
