import ArgumentParser
import Testing

@testable import telltale

/// The table of settings, and that everything derived from it agrees with it.
struct SettingsTableTests {
    /// A text for each setting that is not its default.
    static let samples: [String: String] = [
        "host": "0.0.0.0", "port": "9000", "data": "/var/lib/telltale", "env": "production", "config": "telltale.yaml",
        "threads": "3", "tls-certificate": "cert.pem", "tls-key": "key.pem", "synchronous": "normal",
        "log-level": "debug", "log-format": "json",
        "allowed-origins": "example.com", "trusted-proxies": "10.0.0.0/8", "open-rooms": "false",
        "secret": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "secret-file": "secret.txt",
        "jwt-algorithm": "HS512", "jwt-public-key": "public.pem", "jwks": "https://example.com/jwks.json", "jwks-ca-file": "ca.pem",
        "jwt-issuer": "https://example.com", "jwt-audience": "chat", "default-scopes": "dashboard",
        "metrics-open": "true", "metrics-port": "9100", "metrics-host": "10.0.0.1", "metrics-created": "true", "host-metrics": "true",
        "metrics-series-limit": "41",
        "assistant": "never", "model-url": "http://127.0.0.1:4000/v1?code=x", "model": "llama3:8b", "model-key": "sk-0123456789",
        "model-key-file": "key.txt", "model-provider": "vllm", "model-temperature": "0.7", "model-max-tokens": "61",
        "model-prices": "a=0.15/0.6,b=0/0", "model-connect-timeout": "900ms", "model-first-chunk-timeout": "6m",
        "model-silence-timeout": "7m", "model-retries": "3", "model-http2": "false", "model-ca-file": "ca.pem",
        "system-prompt": "Be brief.", "system-prompt-file": "prompt.txt",
        "context-messages": "67", "context-tokens": "71", "answers": "73", "answer-queue": "79",
        "agents-file": "agents.yaml", "agent-concurrency": "109", "agent-queue": "113", "executions-per-user": "127",
        "agent-claims": "137", "claims-per-user": "139", "agents-message-bytes": "131KiB",
        "upload-bytes": "83KiB", "upload-types": "image/*,text/csv", "upload-quota-bytes": "89KiB", "uploads-at-once": "97",
        "loose-uploads": "101", "loose-upload-time": "8m",
        "message-rate": "7", "message-burst": "9", "user-message-rate": "103", "user-message-burst": "107", "max-refusals": "11",
        "max-uncommitted-frames": "13",
        "sockets-per-user": "17", "connections-per-address": "19", "max-connections": "23",
        "tcp-connections-per-address": "43", "max-tcp-connections": "47", "max-message-bytes": "29KiB",
        "dashboard-message-bytes": "31KiB", "outbox-bytes": "37KiB", "room-backlog-bytes": "53KiB",
        "store-queue-bytes": "59KiB",
        "handshake-timeout": "1m", "http-idle-timeout": "2m", "heartbeat-interval": "3m", "heartbeat-timeout": "4m",
        "drain-delay": "500ms", "drain-spread": "700ms", "shutdown-timeout": "5m",
    ]

    @Test("every setting has a name of its own, of lower-case words and digits with hyphens")
    func names() {
        let keys = Settings.table.map(\.key)
        #expect(Set(keys).count == keys.count)
        for key in keys {
            #expect(key.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }, "\(key)")
        }
    }

    @Test("flag, environment variable and key in a file follow from the name")
    func derivedNames() {
        #expect(Settings.messageRate.row.flag == "--message-rate")
        #expect(Settings.messageRate.row.environmentName == "TELLTALE_MESSAGE_RATE")
    }

    @Test("every default reads back as itself", arguments: Settings.table.map(\.key))
    func defaults(key: String) throws {
        let row = try #require(Settings.row(key))
        #expect(try row.normalise(row.developmentDefault) == row.developmentDefault)
        #expect(try row.normalise(row.productionDefault) == row.productionDefault)
    }

    @Test("every setting has a sentence, and no other row's")
    func meanings() {
        #expect(Set(Settings.table.map(\.meaning)).count == Settings.table.count)
        for row in Settings.table {
            #expect(row.meaning.hasSuffix("."), "\(row.key)")
        }
    }

    @Test("every setting that may be a flag is a flag of serve, and the other way round")
    func flags() throws {
        let options = try ServeOptions.parse([])
        let declared = options.flags.map(\.0.key)
        #expect(declared == Settings.table.filter { $0.places.contains(.flag) }.map(\.key))

        let inHelp = Set(ServeCommand.helpMessage(columns: 400).matches(of: /\n\s+--([a-z0-9-]+)/).map { String($0.1) })
        let others: Set = ["print-config", "json", "version", "help"]
        #expect(inHelp.subtracting(others) == Set(declared))
    }

    @Test("what each flag is given arrives under its setting's name, and no other")
    func flagsArrive() throws {
        // All in one command line: to parse this many options takes the parser a quarter of a second.
        let rows = Settings.table.filter { $0.places.contains(.flag) }
        let samples = try rows.map { try #require(Self.samples[$0.key], "\($0.key) has no sample") }
        let arguments = zip(rows, samples).flatMap { row, sample in
            row.isSwitch ? [sample == "true" ? row.flag : "--no-\(row.key)"] : [row.flag, sample]
        }
        #expect(try ServeOptions.parse(arguments).given == Dictionary(uniqueKeysWithValues: zip(rows.map(\.key), samples)))
    }

    @Test("a setting that may not be a flag is none")
    func noFlag() {
        #expect(throws: (any Error).self) { try ServeOptions.parse([Settings.secret.row.flag, "x"]) }
    }

    @Test("every setting changes what serve is told", arguments: Settings.table.map(\.key).filter { $0 != "config" })
    func reachesServe(key: String) throws {
        let folder = try TemporaryFolder()
        let row = try #require(Settings.row(key))
        var flags = [key: try #require(Self.samples[key], "a setting without a sample")]
        if row.valueName == "path", key != "data" {
            let text = key == "agents-file" ? "agents: [{name: a}]" : try #require(Self.samples["secret"])
            flags[key] = try folder.write(text, to: "file")
        }
        var others: [String: String] = [:]
        // Both come together, and production needs a key.
        if key.hasPrefix("tls-") { others = ["tls-key": try folder.write("", to: "a"), "tls-certificate": folder.path + "/a"] }
        // What the endpoint is told needs an endpoint.
        if key.hasPrefix("model") { others = ["model-url": "http://localhost:1", "model": "m"] }
        if key == "env" { others = ["secret": try #require(Self.samples["secret"])] }

        let before = try settings(others)
        let after = try settings(others.merging(flags) { _, new in new })
        #expect("\(before)" != "\(after)" || before.tokenKeys != after.tokenKeys)
    }

    @Test("the help of serve names each setting's meaning and default")
    func help() {
        let help = ServeCommand.helpMessage(columns: 400)
        for row in Settings.table where row.places.contains(.flag) {
            #expect(help.contains("\(row.meaning) (default: \(row.defaultSummary))"), "\(row.key)")
        }
    }
}
