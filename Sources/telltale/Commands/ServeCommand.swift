import ArgumentParser
import Foundation

/// `telltale serve`: the server.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server.",
        usage: "telltale serve [options]",
        discussion: """
            Every option is also an environment variable, TELLTALE_ and its name with underscores \
            (--message-rate is TELLTALE_MESSAGE_RATE), and a key of the file named with --config. Flags count over the \
            environment, the environment over the file. Secrets have no flags: set TELLTALE_SECRET and TELLTALE_MODEL_KEY.
            """
    )

    @OptionGroup var options: ServeOptions
    @Flag(help: "Show each setting, its value and where it came from, and end.") var printConfig = false
    @Flag(help: "With --print-config: as JSON.") var json = false

    func validate() throws {
        guard printConfig || !json else { throw ValidationError("--json goes with --print-config") }
    }

    func run() async throws {
        let reader = try SettingsReader(flags: options.given, environment: ProcessInfo.processInfo.environment)
        if printConfig {
            let printed = try PrintedConfiguration(reader)
            try StandardStream.output.print(json ? printed.json : printed.text)
            // The table is shown even when the whole cannot be used; then the exit status says so.
            _ = try ServeSettings(reader)
        } else {
            try await serve(ServeSettings(reader), ignoring: reader.serviceLinks)
        }
    }
}
