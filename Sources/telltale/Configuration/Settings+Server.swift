import Logging
import Sockets
import Storage

extension Settings {
    static let host = Setting(
        "host", in: .server, .host, default: "127.0.0.1",
        meaning: "Address or name of the interface to listen on.",
        extremes: "`0.0.0.0` and `::` are all interfaces."
    )
    static let port = Setting(
        "port", in: .server, .integer("port", in: 0...65_535), default: 8_000,
        meaning: "TCP port to listen on.",
        extremes: "0 takes a free one, which the first line of output names."
    )
    static let data = Setting(
        "data", in: .server, .path, default: "./data",
        meaning: "Folder of the database and, in development, of the signing key; made when it is missing.",
        extremes: "One process holds a folder at a time."
    )
    static let env = Setting<Deployment>(
        "env", in: .server, .choice, default: .development,
        meaning: "What the server is run for; some defaults depend on it."
    )
    static let config = Setting<String?>(
        "config", in: .server, SettingKind<String>.path.optional(), default: nil, places: [.flag, .environment],
        meaning: "Configuration file, .yaml, .yml or .json, whose keys are the names of these settings."
    )
    static let threads = Setting<Int?>(
        "threads", in: .server, SettingKind<Int>.integer(in: 1...Hub.maximumLoops).optional(unset: "one a core"), default: nil,
        meaning: "Event loops, each on a thread of its own.",
        extremes: "The cores are those that the process may run on, so a CPU set of a container counts; of more than 64, 64 are used."
    )
    static let tlsCertificate = Setting<String?>(
        "tls-certificate", in: .server, SettingKind<String>.path.optional(), default: nil,
        meaning: "PEM file with the certificate and its chain; with tls-key it makes the port speak TLS only."
    )
    static let tlsKey = Setting<String?>(
        "tls-key", in: .server, SettingKind<String>.path.optional(), default: nil,
        meaning: "PEM file with the certificate's private key."
    )
    static let synchronous = Setting<SQLiteStoreConfiguration.Synchronous>(
        "synchronous", in: .server, .lowercaseChoice, default: .full,
        meaning: "What a commit of the store waits for: full is the disk, normal is the operating system.",
        extremes: "With normal, a loss of power can lose acknowledged messages; the end of the process cannot."
    )
    static let logLevel = Setting<Logger.Level>(
        "log-level", in: .server, .choice, default: .info,
        meaning: "Least important level that is logged.",
        extremes: "debug and trace write several lines a connection."
    )
    static let logFormat = Setting<LogFormat>(
        "log-format", in: .server, .choice, default: .text,
        meaning: "Readable lines or one JSON object a line, on standard error."
    )

    /// The rows of this section.
    static let server: [SettingRow] = [
        host.row, port.row, data.row, env.row, config.row, threads.row, tlsCertificate.row, tlsKey.row,
        synchronous.row, logLevel.row, logFormat.row,
    ]
}
