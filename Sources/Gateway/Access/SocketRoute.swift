import Sockets
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
        var path = path
        guard let route = path.withUTF8(Self.route) else { return nil }
        self = route
    }

    private static func route(_ path: UnsafeBufferPointer<UInt8>) -> SocketRoute? {
        let path = path.part(0..<(path.last == UInt8(ascii: "/") ? path.count - 1 : path.count))
        if let id = segment(of: path, behind: "/ws/chat/") { return .chat(conversationID: id) }
        if let id = segment(of: path, behind: "/ws/agents/execution/") { return .execution(id: id) }
        return path.spells("/ws/dashboard") ? .dashboard : nil
    }

    /// The one segment that follows; nil when there are more of them, or something else stands before it.
    private static func segment(of path: UnsafeBufferPointer<UInt8>, behind beginning: StaticString) -> String? {
        guard path.begins(with: beginning) else { return nil }
        let segment = path.part(beginning.utf8CodeUnitCount..<path.count)
        guard segment.offset(of: UInt8(ascii: "/")) == segment.count else { return nil }
        return String(decoding: segment, as: UTF8.self)
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
