import ArgumentParser

/// `telltale`: what the commands hang on; alone it shows help.
struct TelltaleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "telltale",
        abstract: "A chat server over WebSocket that stores, measures and reports what it does.",
        version: Release.version,
        subcommands: [ServeCommand.self, TokenCommand.self, EchoCommand.self, BenchCommand.self]
    )
}
