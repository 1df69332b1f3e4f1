/// Everything that `echo` is told.
struct EchoSettings: Sendable {
    /// Address or name of the interface to listen on, without brackets.
    var host: String
    /// TCP port; 0 takes a free one.
    var port: Int
    /// Event loops, at least 1.
    var threads: Int
    /// Largest message in bytes: what the Autobahn test suite's largest cases need.
    var maxMessageBytes = 16 << 20

    /// The settings of `echo`.
    /// - Throws: ``CommandFailure`` for a value that cannot be read.
    init(_ reader: SettingsReader) throws(CommandFailure) {
        host = try reader.value(Settings.host)
        port = try reader.value(Settings.port)
        threads = try reader.value(Settings.threads) ?? ProcessorCount.available
    }
}
