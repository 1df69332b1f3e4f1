import Testing

@testable import telltale

/// Configuration files: what is read, and what is said about wrong ones.
struct ConfigurationFileTests {
    private func text(_ row: SettingRow, in content: String, name: String = "telltale.yaml") throws(CommandFailure) -> String? {
        try ConfigurationFile(path: name, bytes: Array(content.utf8)).source.text(for: row)
    }

    private func message(_ content: String, name: String = "telltale.yaml") -> String? {
        failure { () throws(CommandFailure) in _ = try ConfigurationFile(path: name, bytes: Array(content.utf8)) }?.message
    }

    @Test("YAML values of every kind become texts")
    func yaml() throws {
        let content = "port: 8080\nopen-rooms: true\ndrain-delay: 0.5\nlog-format: json # why\njwt-issuer: \"a: b\"\n"
        #expect(try text(Settings.port.row, in: content) == "8080")
        #expect(try text(Settings.openRooms.row, in: content) == "true")
        #expect(try text(Settings.drainDelay.row, in: content) == "0.5")
        #expect(try text(Settings.logFormat.row, in: content) == "json")
        #expect(try text(Settings.jwtIssuer.row, in: content) == "a: b")
        #expect(try text(Settings.host.row, in: content) == nil)
    }

    @Test("JSON values of every kind become texts")
    func json() throws {
        let content = "{\n\t\"port\": 8080, \"open-rooms\": true,\n\t\"drain-delay\": 0.5, \"jwt-issuer\": \"https:\\/\\/\\u00e9\"\n}"
        #expect(try text(Settings.port.row, in: content, name: "t.json") == "8080")
        #expect(try text(Settings.openRooms.row, in: content, name: "t.json") == "true")
        #expect(try text(Settings.drainDelay.row, in: content, name: "t.json") == "0.5")
        #expect(try text(Settings.jwtIssuer.row, in: content, name: "t.json") == "https://é")
    }

    @Test("a list is read like texts with commas between them")
    func lists() throws {
        #expect(try text(Settings.allowedOrigins.row, in: "allowed-origins:\n  - a.com\n  - b.com\n") == "a.com,b.com")
        let json = "{\"allowed-origins\": [\"a.com\", \"b.com\"]}"
        #expect(try text(Settings.allowedOrigins.row, in: json, name: "t.json") == "a.com,b.com")
    }

    @Test("a file without settings is no mistake", arguments: ["", "# nothing yet\n", "---\n", "{}"])
    func empty(content: String) {
        #expect(message(content) == nil)
    }

    @Test("an unknown key is refused with its line and the nearest known one")
    func unknownKey() {
        #expect(
            message("host: a\nmessage_rate: 1\n")
                == "telltale.yaml, line 2: there is no setting \"message_rate\"; did you mean message-rate?")
        #expect(message("{\n\"prot\": 1\n}", name: "t.json") == "t.json, line 2: there is no setting \"prot\"; did you mean port?")
    }

    @Test("a setting that stands twice is refused")
    func duplicate() {
        #expect(message("host: a\nport: 1\nport: 2\n") == "telltale.yaml, line 2: port stands twice; keep one of them")
        #expect(message("{\"port\": 1,\n \"port\": 2}", name: "t.json") == "t.json, line 1: port stands twice; keep one of them")
    }

    @Test("a key without a value is refused", arguments: ["port:\n", "port: ~\n", "port: null\n"])
    func noValue(content: String) {
        #expect(message(content) == "telltale.yaml, line 1: port has no value; give it one or remove the line")
    }

    @Test("a mapping as a value is refused")
    func nested() {
        #expect(message("data:\n  folder: a\n") == "telltale.yaml, line 1: data takes one value or a list of values")
    }

    @Test("a file cannot name another file")
    func recursion() {
        #expect(message("config: other.yaml\n") == "telltale.yaml, line 1: config cannot be set in a file; use --config or TELLTALE_CONFIG")
    }

    @Test("broken YAML is refused in one line with its place")
    func brokenYAML() {
        let message = message("host: [a\nport: 1\n") ?? ""
        #expect(message.hasPrefix("telltale.yaml: 2:"))
        #expect(!message.contains("\n"))
    }

    @Test("YAML in a JSON file is refused")
    func brokenJSON() {
        let message = message("port: 1\n", name: "t.json") ?? ""
        #expect(message.hasPrefix("t.json: this is not JSON: "))
        #expect(!message.contains("\n"))
    }

    @Test("a list of settings is refused")
    func list() {
        #expect(message("- port\n") == "telltale.yaml: there should be settings with their values, such as \"port: 8000\"")
    }

    @Test("a file of another kind is refused")
    func kind() {
        #expect(message("", name: "telltale.toml") == "telltale.toml: a configuration file's name ends in .yaml, .yml or .json")
    }

    @Test("a file that is not there is named")
    func missing() {
        let failure = failure { () throws(CommandFailure) in _ = try ConfigurationFile(path: "/nowhere/telltale.yaml") }
        #expect(failure == CommandFailure(.noInput, "cannot read the configuration file /nowhere/telltale.yaml: no such file or directory"))
    }
}
