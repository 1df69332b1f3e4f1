/// The frames that a client sends on an execution's socket.
public enum AgentClientFrame: ClientFrame {
    /// Asks for the whole state.
    case getStatus
    /// Ends the execution; `reason`, for its other watchers, at most ``reasonLimit`` bytes.
    case cancel(reason: String?)
    /// Brings a new token.
    case refresh(token: String)
    /// Asks for a `pong`.
    case ping

    public var type: String {
        switch self {
        case .getStatus: "get_status"
        case .cancel: "cancel"
        case .refresh: "refresh"
        case .ping: "ping"
        }
    }

    /// The closed set of values of ``type`` and of ``FrameError/type`` on this socket.
    public static let types = ["get_status", "cancel", "refresh", "ping", FrameError.otherType]
    /// The longest reason, in bytes.
    public static let reasonLimit = 1_000
}
