import Gateway
import Testing

@testable import telltale

/// Settings that depend on each other.
struct ServeSettingsTests {
    static let secret = "0123456789abcdef0123456789abcdef"

    private func production(_ flags: [String: String] = [:]) throws(CommandFailure) -> ServeSettings {
        try settings(["env": "production"].merging(flags) { $1 }, environment: ["TELLTALE_SECRET": Self.secret])
    }

    @Test("development needs no configuration")
    func development() throws {
        let settings = try settings()
        #expect(settings.host == "127.0.0.1")
        #expect(settings.port == 8_000)
        #expect(settings.dataFolder == "./data")
        #expect(settings.tokenKeys == .signingKeyInDataFolder)
        #expect(settings.allowedOrigins == nil)
        #expect(settings.makesRoomsOnFirstUse)
        #expect(settings.socketsPerUser == 0)
        #expect(settings.drainDelay == .zero)
        #expect(settings.threads >= 1)
    }

    @Test("production checks origins, wants rooms to exist and limits sockets")
    func productionDefaults() throws {
        let settings = try production()
        #expect(settings.allowedOrigins == [])
        #expect(!settings.makesRoomsOnFirstUse)
        #expect(settings.socketsPerUser == 16)
        #expect(settings.connectionsPerAddress == 1_000)
        #expect(settings.tcpConnectionsPerAddress == 2_000)
        #expect(settings.drainDelay == .seconds(5))
        #expect(settings.tokenKeys == .secret(Secret(Array(Self.secret.utf8))))
    }

    @Test("production without a key for tokens is refused")
    func noKey() {
        let failure = failure { () throws(CommandFailure) in _ = try settings(["env": "production"]) }
        #expect(failure?.status == .configuration)
        #expect(failure?.message == "production needs a key for tokens: set TELLTALE_SECRET, --secret-file, --jwt-public-key or --jwks")
    }

    @Test("metrics are open on loopback in development only, unless said otherwise")
    func metrics() throws {
        #expect(try settings().metricsAccess == .loopback)
        #expect(try settings(["host": "::1"]).metricsAccess == .loopback)
        #expect(try settings(["host": "0.0.0.0"]).metricsAccess == .token)
        #expect(try settings(["metrics-open": "false"]).metricsAccess == .token)
        #expect(try production().metricsAccess == .token)
        #expect(try production(["metrics-open": "true"]).metricsAccess == .open)
    }

    @Test("with a port of their own, metrics are as open as the interface of that port")
    func metricsListener() throws {
        let shared = try settings(["metrics-port": "9100"])
        #expect(shared.metricsPort == 9_100 && shared.metricsHost == "127.0.0.1" && shared.metricsAccess == .loopback)
        #expect(try settings(["metrics-port": "9100", "metrics-host": "0.0.0.0"]).metricsAccess == .token)
        #expect(try settings(["host": "0.0.0.0", "metrics-port": "9100", "metrics-host": "::1"]).metricsAccess == .loopback)
        // Without the port nothing listens there.
        #expect(try settings(["host": "0.0.0.0", "metrics-host": "::1"]).metricsAccess == .token)
    }

    @Test("a star or the word any switches the origin check off", arguments: ["*", "any", "example.com,*"])
    func anyOrigin(text: String) throws {
        #expect(try production(["allowed-origins": text]).allowedOrigins == nil)
    }

    @Test("named origins are checked in development too")
    func originsInDevelopment() throws {
        #expect(try settings(["allowed-origins": "a.com, .b.com"]).allowedOrigins == ["a.com", ".b.com"])
    }

    @Test("two keys for tokens are refused with where they stand")
    func twoKeys() {
        let failure = failure { () throws(CommandFailure) in _ = try production(["jwks": "https://example.com/jwks"]) }
        #expect(
            failure?.message
                == "give one key for tokens, not several: secret (environment TELLTALE_SECRET), jwks (flag --jwks)"
        )
    }

    @Test("a secret shorter than its hash is refused and not shown")
    func shortSecret() {
        let failure = failure { () throws(CommandFailure) in
            _ = try settings(environment: ["TELLTALE_SECRET": Self.secret, "TELLTALE_JWT_ALGORITHM": "HS512"])
        }
        #expect(failure?.message == "TELLTALE_SECRET: the secret has 32 bytes; HS512 needs 64 at least")
    }

    @Test("one line end at the end of a secret file does not count", arguments: ["", "\n", "\r\n"])
    func secretFile(end: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.secret + end, to: "secret")
        #expect(try settings(["secret-file": file]).tokenKeys == .secret(Secret(Array(Self.secret.utf8))))
    }

    @Test("a key set is a URL or a file that can be read")
    func keySet() throws {
        #expect(try settings(["jwks": "https://a.com/k"]).tokenKeys == .keySetURL("https://a.com/k"))
        let failure = failure { () throws(CommandFailure) in _ = try settings(["jwks": "/nowhere/jwks.json"]) }
        #expect(failure == CommandFailure(.noInput, "cannot read the key set /nowhere/jwks.json: no such file or directory"))
    }

    @Test("a certificate without its key is refused")
    func halfTLS() {
        let failure = failure { () throws(CommandFailure) in _ = try settings(["tls-certificate": "cert.pem"]) }
        #expect(failure?.message == "TLS needs both tls-certificate and tls-key; --tls-key is missing")
    }

    @Test("an outbox holds two of the largest messages, unless its limit is off")
    func outbox() throws {
        #expect(try settings().outboxBudget(messageLimit: 64 << 10) == 1 << 20)
        #expect(try settings().outboxBudget(messageLimit: 1 << 20) == 2 << 20)
        #expect(try settings(["outbox-bytes": "0"]).outboxBudget(messageLimit: 1 << 20) == 0)
    }

    @Test("a secret shows nowhere")
    func secretIsHidden() throws {
        var dumped = ""
        let settings = try production()
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped] {
            #expect(!text.contains(Self.secret))
            #expect(!text.contains("48, 49, 50"))
        }
    }
}
