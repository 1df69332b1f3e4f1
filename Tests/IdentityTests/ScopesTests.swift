import Testing

@testable import Identity

@Suite struct ScopesTests {
    @Test(
        "reads scopes from a list and ignores names that are not ours",
        arguments: [
            ("", []), ("chat", .chat), ("agents", .agents), ("agents:write", .agentsWrite), ("dashboard", .dashboard),
            ("metrics", .metrics), ("admin", .admin), ("chat agents", [.chat, .agents]), ("  chat   dashboard ", [.chat, .dashboard]),
            ("openid profile chat", .chat), ("Chat CHAT chats", []), ("chat,agents", []), ("chat\tagents", []),
        ] as [(String, Scopes)])
    func parsing(text: String, scopes: Scopes) {
        #expect(Scopes(parsing: text) == scopes)
    }

    @Test("writes scopes in a fixed order that reads back as the same")
    func description() {
        #expect(Scopes([.admin, .agentsWrite, .chat]).description == "chat agents:write admin")
        #expect(Scopes([]).description.isEmpty)
        for raw in UInt8(0)..<64 {
            #expect(Scopes(parsing: Scopes(rawValue: raw).description) == Scopes(rawValue: raw))
        }
    }

    @Test("allows what is named, and everything for an administrator")
    func allows() {
        #expect(Scopes([.chat, .agents]).allows(.chat))
        #expect(Scopes([.chat, .agents]).allows([.chat, .agents]))
        #expect(!Scopes([.chat, .agents]).allows([.chat, .dashboard]))
        #expect(!Scopes.agents.allows(.agentsWrite))
        #expect(!Scopes.agentsWrite.allows(.agents))
        #expect(!Scopes([]).allows(.chat))
        for (_, scope) in Scopes.names { #expect(Scopes.admin.allows(scope)) }
        for (_, scope) in Scopes.names.dropLast() { #expect(!scope.allows(.admin)) }
    }

    @Test("tells a misspelt name")
    func names() {
        #expect(Scopes(name: "agents:write") == .agentsWrite)
        #expect(Scopes(name: "agents:read") == nil)
        #expect(Scopes(name: "") == nil)
    }
}
