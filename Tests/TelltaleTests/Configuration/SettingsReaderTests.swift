import Testing

@testable import telltale

/// Which of several values counts, and what is said about wrong ones.
struct SettingsReaderTests {
    @Test("flags count over the environment, the environment over the file, the file over defaults")
    func precedence() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("port: 1\nmessage-rate: 1\nmessage-burst: 1\n", to: "telltale.yaml")
        let reader = try SettingsReader(
            flags: ["config": file, "port": "3"],
            environment: ["TELLTALE_PORT": "2", "TELLTALE_MESSAGE_RATE": "2", "HOME": "/root"]
        )
        #expect(try reader.value(Settings.port) == 3)
        #expect(try reader.value(Settings.messageRate) == 2)
        #expect(try reader.value(Settings.messageBurst) == 1)
        #expect(try reader.value(Settings.maxRefusals) == 100)
        #expect(reader.origin(of: Settings.port.row) == .flag)
        #expect(reader.origin(of: Settings.messageRate.row) == .environment)
        #expect(reader.origin(of: Settings.messageBurst.row) == .file(file))
        #expect(reader.origin(of: Settings.maxRefusals.row) == .byDefault)
    }

    @Test("defaults follow what the server is run for, wherever that is said")
    func deploymentFromFile() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("env: production\n", to: "telltale.yaml")
        let reader = try SettingsReader(flags: [:], environment: ["TELLTALE_CONFIG": file])
        #expect(reader.deployment == .production)
        #expect(try reader.value(Settings.socketsPerUser) == 16)
        #expect(try reader.value(Settings.openRooms) == false)
    }

    @Test("an empty environment variable counts as not set")
    func emptyVariable() throws {
        let reader = try SettingsReader(flags: [:], environment: ["TELLTALE_PORT": ""])
        #expect(try reader.value(Settings.port) == 8_000)
        #expect(reader.origin(of: Settings.port.row) == .byDefault)
    }

    @Test("an unknown environment variable is refused with the nearest known one")
    func unknownVariable() {
        let failure = failure { () throws(CommandFailure) in
            _ = try SettingsReader(flags: [:], environment: ["TELLTALE_MESAGE_RATE": "1", "TELLTALE_ZZZ": "1"])
        }
        #expect(
            failure
                == CommandFailure(
                    .configuration,
                    "there is no environment variable \"TELLTALE_MESAGE_RATE\"; did you mean TELLTALE_MESSAGE_RATE?"
                )
        )
    }

    @Test("an unknown environment variable like no other points to the list")
    func strangeVariable() {
        let failure = failure { () throws(CommandFailure) in
            _ = try SettingsReader(flags: [:], environment: ["TELLTALE_ABRACADABRA": "1"])
        }
        #expect(failure?.message == "there is no environment variable \"TELLTALE_ABRACADABRA\"; telltale serve --help lists all")
    }

    @Test("the variables of Kubernetes' service links are no settings")
    func serviceLinks() throws {
        let links = [
            "TELLTALE_SERVICE_HOST": "10.0.0.1", "TELLTALE_SERVICE_PORT": "8000", "TELLTALE_SERVICE_PORT_HTTP": "8000",
            "TELLTALE_PORT": "tcp://10.0.0.1:8000", "TELLTALE_PORT_8000_TCP": "tcp://10.0.0.1:8000",
            "TELLTALE_PORT_8000_TCP_PROTO": "tcp", "TELLTALE_PORT_8000_TCP_PORT": "8000", "TELLTALE_PORT_8000_TCP_ADDR": "10.0.0.1",
            "TELLTALE_PORT_53_UDP": "udp://10.0.0.1:53",
            // A second Service, `telltale-metrics`.
            "TELLTALE_METRICS_SERVICE_HOST": "10.0.0.2", "TELLTALE_METRICS_PORT": "tcp://10.0.0.2:9100",
            "TELLTALE_METRICS_PORT_9100_TCP_ADDR": "10.0.0.2",
        ]
        let reader = try SettingsReader(flags: [:], environment: links.merging(["TELLTALE_HOST": "::1"]) { $1 })
        #expect(try reader.value(Settings.port) == 8000)
        #expect(reader.origin(of: Settings.port.row) == .byDefault)
        #expect(try reader.value(Settings.metricsPort) == nil)
        #expect(try reader.value(Settings.host) == "::1")
        #expect(reader.serviceLinks == links.keys.sorted())
    }

    @Test(
        "what only resembles a service link is refused",
        arguments: [
            ("TELLTALE_PORT", "8000:tcp"), ("TELLTALE_PORT_HTTP_TCP", "1"), ("TELLTALE_PORT_8000", "1"), ("TELLTALE_PORT_8000_TLS", "1"),
            ("TELLTALE_PORT_80000_TCP", "1"), ("TELLTALE_SERVICE", "1"), ("TELLTALE_SERVICE_NAME", "1"), ("TELLTALE_HOST_PORT", "1"),
        ])
    func noServiceLinks(name: String, value: String) {
        let failure = failure { () throws(CommandFailure) in _ = try settings(environment: [name: value]) }
        #expect(failure?.status == .configuration)
    }

    @Test("a setting that is unset with a word is not unset with nothing", arguments: ["", " "])
    func nothing(text: String) {
        for row in Settings.table {
            guard (try? row.normalise("")) != nil else { continue }
            // No proxies and no prices are what they are without the setting, too.
            #expect(
                [Settings.trustedProxies.row.key, Settings.modelPrices.row.key].contains(row.key),
                "\(row.key) takes nothing: it must not switch a check off")
        }
        for key in ["allowed-origins", "jwt-issuer", "jwt-audience", "tls-certificate", "upload-types", "metrics-open"] {
            let failure = failure { () throws(CommandFailure) in _ = try settings([key: text]) }
            #expect(failure?.status == .usage, "\(key)")
        }
        let origins = failure { () throws(CommandFailure) in _ = try settings(["allowed-origins": text]) }
        #expect(
            origins?.message
                == "--allowed-origins: \"\" is not a list of origins; leave it out for the request's own host only, or say `any` for all")
    }

    @Test("a bad value of a flag is a mistake of usage and names the flag")
    func badFlag() {
        let failure = failure { () throws(CommandFailure) in _ = try settings(["port": "80000"]) }
        #expect(failure == CommandFailure(.usage, "--port: \"80000\" is not a whole number from 0 to 65535"))
    }

    @Test("a bad value in the environment is a mistake of configuration and names the variable")
    func badVariable() {
        let failure = failure { () throws(CommandFailure) in
            _ = try settings(environment: ["TELLTALE_LOG_FORMAT": "xml"])
        }
        #expect(failure == CommandFailure(.configuration, "TELLTALE_LOG_FORMAT: \"xml\" is not one of text, json"))
    }

    @Test("every setting can be given in the environment", arguments: Settings.table.map(\.key).filter { $0 != "config" })
    func environmentNames(key: String) throws {
        let row = try #require(Settings.row(key))
        let sample = try #require(SettingsTableTests.samples[key])
        let reader = try SettingsReader(flags: [:], environment: [row.environmentName: sample])
        #expect(reader.origin(of: row) == .environment)
        #expect(try reader.shown(row) == (row.isSecret ? "set" : row.normalise(sample)))
    }

    @Test(
        "names are guessed within a third of their length",
        arguments: [
            ("prot", "port"), ("max_connections", "max-connections"), ("tls-cert", nil), ("drain-dealy", "drain-delay"), ("xyz", nil),
        ]
    )
    func guesses(typed: String, meant: String?) {
        #expect(Spelling.nearest(to: typed, among: Settings.table.map(\.key)) == meant)
    }
}
