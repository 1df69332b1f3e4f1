import Testing
import Wire

@testable import Gateway

@Suite("The socket that a path names")
struct SocketRouteTests {
    @Test("with and without the trailing slash")
    func known() {
        #expect(SocketRoute(path: "/ws/chat/lobby/") == .chat(conversationID: "lobby"))
        #expect(SocketRoute(path: "/ws/chat/lobby") == .chat(conversationID: "lobby"))
        #expect(SocketRoute(path: "/ws/agents/execution/e1/") == .execution(id: "e1"))
        #expect(SocketRoute(path: "/ws/agents/execution/e1") == .execution(id: "e1"))
        #expect(SocketRoute(path: "/ws/agents/execution/e1")?.endpoint == .agents)
        #expect(SocketRoute(path: "/ws/dashboard/") == .dashboard)
        #expect(SocketRoute(path: "/ws/dashboard") == .dashboard)
        #expect(SocketRoute(path: "/ws/chat/lobby")?.endpoint == .chat)
        #expect(SocketRoute(path: "/ws/dashboard")?.endpoint == .dashboard)
    }

    @Test("a malformed id is still a socket's: it is refused where browsers can see it")
    func malformedID() {
        #expect(SocketRoute(path: "/ws/chat/a%20b/") == .chat(conversationID: "a%20b"))
        #expect(SocketRoute(path: "/ws/chat//") == .chat(conversationID: ""))
        #expect(SocketRoute(path: "/ws/agents/execution//") == .execution(id: ""))
    }

    @Test(
        "no other path is a socket",
        arguments: [
            "", "/", "/ws", "/ws/", "/ws/chat", "/ws/chat/", "/ws/chat/a/b", "/ws/chat/a//", "/ws/dashboard/x", "/WS/dashboard",
            "/ws/agents/", "/ws/agents/execution", "/ws/agents/execution/", "/ws/agents/e1/", "/ws/agents/execution/a/b",
            "//ws/dashboard", "x/ws/dashboard", "ws/dashboard", "/ws/dashboard//", "/ws/chatter/a", "/api/ws/dashboard", "/metrics",
        ])
    func unknown(path: String) {
        #expect(SocketRoute(path: path[...]) == nil)
    }
}
