import Testing
import Wire

@testable import Gateway

@Suite("The socket that a path names")
struct SocketRouteTests {
    @Test("with and without the trailing slash")
    func known() {
        #expect(SocketRoute(path: "/ws/chat/lobby/") == .chat(conversationID: "lobby"))
        #expect(SocketRoute(path: "/ws/chat/lobby") == .chat(conversationID: "lobby"))
        #expect(SocketRoute(path: "/ws/dashboard/") == .dashboard)
        #expect(SocketRoute(path: "/ws/dashboard") == .dashboard)
        #expect(SocketRoute(path: "/ws/chat/lobby")?.endpoint == .chat)
        #expect(SocketRoute(path: "/ws/dashboard")?.endpoint == .dashboard)
    }

    @Test("a malformed id is still a chat: it is refused where browsers can see it")
    func malformedID() {
        #expect(SocketRoute(path: "/ws/chat/a%20b/") == .chat(conversationID: "a%20b"))
        #expect(SocketRoute(path: "/ws/chat//") == .chat(conversationID: ""))
    }

    @Test(
        "no other path is a socket",
        arguments: [
            "", "/", "/ws", "/ws/", "/ws/chat", "/ws/chat/", "/ws/chat/a/b", "/ws/chat/a//", "/ws/dashboard/x", "/WS/dashboard",
            "//ws/dashboard", "/api/ws/dashboard", "/metrics",
        ])
    func unknown(path: String) {
        #expect(SocketRoute(path: path[...]) == nil)
    }
}
