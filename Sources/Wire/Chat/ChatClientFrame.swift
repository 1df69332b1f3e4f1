/// The frames that a client sends on the chat socket.
public enum ChatClientFrame: ClientFrame {
    /// Says something.
    case message(ChatMessageDraft)
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
        case .typing: "typing"
        case .read: "read"
        case .history: "history"
        case .refresh: "refresh"
        case .ping: "ping"
        }
    }

    /// The closed set of values of ``type`` and of ``FrameError/type`` on this socket.
    public static let types = ["message", "typing", "read", "history", "refresh", "ping", FrameError.otherType]
}
