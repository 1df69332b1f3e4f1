import ArgumentParser
import Identity
import Testing

@testable import telltale

/// `telltale token`.
struct TokenCommandTests {
    private static let secret = ServeSettingsTests.secret

    private func token(_ arguments: [String], _ environment: [String: String] = [:]) throws -> String {
        try TokenCommand.parse(arguments).token(environment: environment, now: 1_000_000)
    }

    private func refusal(_ arguments: [String], _ environment: [String: String] = [:]) throws -> CommandFailure? {
        let command = try TokenCommand.parse(arguments)
        return failure { () throws(CommandFailure) in _ = try command.token(environment: environment, now: 1_000_000) }
    }

    private func principal(_ token: String, secret: String = Self.secret) throws -> Principal {
        let keys = try KeySet.secret(Array(secret.utf8))
        return try TokenVerifier(keys: keys, policy: TokenPolicy()).verify(token, now: 1_000_000)
    }

    @Test("a token says who, what and how long")
    func claims() throws {
        let arguments = ["--user", "ada", "--name", "Ada", "--scope", "chat,dashboard", "--scope", "metrics", "--ttl", "90"]
        let principal = try principal(token(arguments, ["TELLTALE_SECRET": Self.secret]))
        #expect(principal == Principal(userID: "ada", name: "Ada", scopes: [.chat, .dashboard, .metrics], expiresAt: 1_000_090))
    }

    @Test("without flags a token holds for an hour and has the default scopes")
    func defaults() throws {
        let principal = try principal(token(["--user", "ada"], ["TELLTALE_SECRET": Self.secret]))
        #expect(principal == Principal(userID: "ada", name: "ada", scopes: [.chat, .agents], expiresAt: 1_003_600))
    }

    @Test("the signing key of a data folder signs, whatever secret the environment holds")
    func dataFolder() throws {
        let folder = try TemporaryFolder()
        let key = try SigningKey.readOrMake(in: folder.path)
        let made = try token(["--user", "ada", "--data", folder.path], ["TELLTALE_SECRET": Self.secret])
        #expect(try principal(made, secret: String(decoding: key.bytes, as: UTF8.self)).userID == "ada")
    }

    @Test("a token of a development server's key is for everything that a person can try, unless scopes are named")
    func development() throws {
        let folder = try TemporaryFolder()
        let key = String(decoding: try SigningKey.readOrMake(in: folder.path).bytes, as: UTF8.self)
        let usual = try principal(token(["--user", "ada", "--data", folder.path]), secret: key)
        #expect(usual.scopes == [.chat, .agents, .dashboard, .metrics])
        let named = try principal(token(["--user", "ada", "--data", folder.path, "--scope", "chat"]), secret: key)
        #expect(named.scopes == .chat)
    }

    @Test("a worker's token names its agents and may do nothing else")
    func worker() throws {
        let environment = ["TELLTALE_SECRET": Self.secret]
        let worker = try principal(token(["--user", "w1", "--agents", "writer,painter", "--agents", "cook"], environment))
        #expect(worker.scopes == .agentsWrite)
        #expect(worker.agents == ["writer", "painter", "cook"])
        let more = try principal(token(["--user", "w1", "--agents", "cook", "--scope", "agents,agents:write"], environment))
        #expect(more.scopes == [.agents, .agentsWrite])
    }

    @Test("agents without the scope of workers, and names that no agent can have, are mistakes of usage")
    func workerMistakes() throws {
        let environment = ["TELLTALE_SECRET": Self.secret]
        #expect(
            try refusal(["--user", "w1", "--agents", "cook", "--scope", "agents"], environment)
                == CommandFailure(.usage, "--agents is for workers, whose tokens have the scope agents:write; add it to --scope"))
        #expect(
            try refusal(["--user", "w1", "--agents", "the cook,w/1"], environment)
                == CommandFailure(.usage, "--agents: \"the cook,w/1\" is not a list of agents such as researcher,translator"))
    }

    @Test("a secret file signs with the algorithm that is asked for")
    func secretFile() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.secret + Self.secret + "\n", to: "secret")
        let made = try token(["--user", "ada", "--secret-file", file, "--jwt-algorithm", "HS512"])
        let keys = try KeySet.secret(Array((Self.secret + Self.secret).utf8), algorithm: .hs512)
        #expect(try TokenVerifier(keys: keys, policy: TokenPolicy()).verify(made, now: 1_000_000).userID == "ada")
    }

    @Test("a configuration file gives the secret and what else the server checks")
    func configurationFile() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("secret: \(Self.secret)\njwt-issuer: us\n", to: "telltale.yaml")
        let made = try token(["--user", "ada", "--config", file])
        let keys = try KeySet.secret(Array(Self.secret.utf8))
        #expect(try TokenVerifier(keys: keys, policy: TokenPolicy(issuer: "us")).verify(made, now: 1_000_000).userID == "ada")
    }

    @Test("a data folder without a key is refused with what to do")
    func noKey() throws {
        let folder = try TemporaryFolder()
        #expect(
            try refusal(["--user", "ada", "--data", folder.path])
                == CommandFailure(
                    .noInput,
                    "there is no signing key in \(folder.path), which a development server makes: start telltale serve --data "
                        + "\(folder.path) once; for one in production set its TELLTALE_SECRET and leave --data out, or give --secret-file"
                )
        )
    }

    @Test("keys that can only check are refused")
    func publicKeysOnly() throws {
        let refusal = try refusal(["--user", "ada"], ["TELLTALE_JWKS": "https://example.com/jwks"])
        #expect(refusal?.message.hasPrefix("the server's keys can only check tokens") == true)
    }

    @Test("a wrong scope or time is a mistake of usage")
    func badValues() throws {
        let environment = ["TELLTALE_SECRET": Self.secret]
        #expect(
            try refusal(["--user", "ada", "--scope", "chats"], environment)
                == CommandFailure(
                    .usage,
                    "--scope: \"chats\" is not a list of scopes out of chat, agents, agents:write, dashboard, metrics, admin"
                )
        )
        #expect(try refusal(["--user", "ada", "--ttl", "0"], environment)?.status == .usage)
    }

    @Test("a user is needed, and one key only")
    func usage() {
        #expect(throws: (any Error).self) { try TokenCommand.parse([]) }
        #expect(throws: (any Error).self) { try TokenCommand.parse(["--user", ""]) }
        for user in ["Rene\u{301}", "a\tb", String(repeating: "a", count: 256)] {
            let error = #expect(throws: (any Error).self) { try TokenCommand.parse(["--user", user]) }
            #expect(error.map { TokenCommand.message(for: $0).contains("normal form C") } == true)
        }
        #expect(throws: (any Error).self) { try TokenCommand.parse(["--user", "a", "--data", "d", "--secret-file", "f"]) }
    }
}
