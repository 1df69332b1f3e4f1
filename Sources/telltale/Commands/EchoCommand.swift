import ArgumentParser
import Foundation

/// `telltale echo`: the bare socket stack, for protocol test suites.
struct EchoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "echo",
        abstract: "Run a WebSocket server that sends every message back, for protocol test suites.",
        usage: "telltale echo [options]"
    )

    @OptionGroup var options: EchoOptions

    func run() async throws {
        let reader = try SettingsReader(flags: options.given, environment: ProcessInfo.processInfo.environment)
        try await echo(EchoSettings(reader))
    }
}
