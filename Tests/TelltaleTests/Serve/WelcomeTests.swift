import Identity
import Testing

@testable import telltale

/// What a development server says first.
struct WelcomeTests {
    private static let secret = Array("0123456789abcdef0123456789abcdef".utf8)

    private func text(isSecure: Bool = false) throws -> String {
        let signer = try TokenSigner(secret: Self.secret)
        return Welcome(signer: signer, isSecure: isSecure).text(
            authority: "127.0.0.1:8000", metrics: "http://127.0.0.1:8000", now: 1_000_000)
    }

    private func scopes(_ token: Substring) throws -> Scopes {
        try TokenVerifier(keys: KeySet.secret(Self.secret), policy: TokenPolicy()).verify(String(token), now: 1_000_000).scopes
    }

    @Test("each address has a token that suffices for it, and the command starts what its token may start")
    func tokens() throws {
        let text = try text()
        let chat = try #require(text.firstMatch(of: /chat +ws:..127.0.0.1:8000.ws.chat.lobby.\?token=(\S+)/))
        // With the operations assistant's figures.
        #expect(try scopes(chat.1) == [.chat, .dashboard])
        let dashboard = try #require(text.firstMatch(of: /dashboard +ws:..127.0.0.1:8000.ws.dashboard.\?token=(\S+)/))
        #expect(try scopes(dashboard.1) == .dashboard)
        let agents = try #require(text.firstMatch(of: /agents +curl -H 'Authorization: Bearer (\S+)' .*"agent":"health-report".*/))
        // The report is for operators.
        #expect(try scopes(agents.1) == [.agents, .dashboard])
        let watch = try #require(text.firstMatch(of: /ws:..127.0.0.1:8000.ws.agents.execution.ID.\?since=0&token=(\S+)/))
        #expect(watch.1 == agents.1)
    }

    @Test("with TLS the addresses say so")
    func secure() throws {
        let text = try text(isSecure: true)
        #expect(text.contains("wss://127.0.0.1:8000/ws/chat/lobby/") && text.contains("https://127.0.0.1:8000/api/agents/executions"))
        #expect(!text.contains(" ws://"))
    }

    @Test("without a key to sign with there is nothing to say")
    func silent() {
        #expect(Welcome(signer: nil, isSecure: false).text(authority: "a", metrics: "b", now: 0) == "")
    }
}
