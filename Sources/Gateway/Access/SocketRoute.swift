import Wire

/// The socket that a path names.
enum SocketRoute: Equatable {
    /// The id is as it came and may be malformed: that is refused after the upgrade, where browsers can see it.
    case chat(conversationID: String)
    /// As with conversations.
    case execution(id: String)
    case dashboard

    /// The route of a path, with or without its trailing slash; nil when no socket is there.
    init?(path: Substring) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        if parts.last == "" { parts.removeLast() }
        let segments = Array(parts)
        switch segments.count {
        case 3 where segments[0] == "ws" && segments[1] == "chat": self = .chat(conversationID: String(segments[2]))
        case 4 where segments[0] == "ws" && segments[1] == "agents" && segments[2] == "execution":
            self = .execution(id: String(segments[3]))
        case 2 where segments[0] == "ws" && segments[1] == "dashboard": self = .dashboard
        default: return nil
        }
    }

    var endpoint: Endpoint {
        switch self {
        case .chat: .chat
        case .execution: .agents
        case .dashboard: .dashboard
        }
    }

    /// The subprotocol that the endpoint speaks, for clients that offer one.
    var subprotocol: String { "telltale.v1" }
}
