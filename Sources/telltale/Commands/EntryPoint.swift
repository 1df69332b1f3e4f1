import ArgumentParser
import Foundation

/// Where the process starts: runs the command and turns what it throws into one line and an exit status.
@main
enum EntryPoint {
    static func main() async {
        StandardStream.outliveReaders()
        do {
            var command = try TelltaleCommand.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            end(with: failure)
        } catch {
            let code = TelltaleCommand.exitCode(for: error)
            // Help and version are thrown too; the parser prints them.
            guard code == .validationFailure else { TelltaleCommand.exit(withError: error) }
            end(with: CommandFailure(.usage, usageLine(error)))
        }
    }

    /// The parser's complaint without its usage text.
    private static func usageLine(_ error: any Error) -> String {
        let message = TelltaleCommand.message(for: error).split(separator: "\n").joined(separator: " ")
        return message.hasSuffix(".") || message.hasSuffix("?") ? message : message + "; telltale --help shows how"
    }

    private static func end(with failure: CommandFailure) -> Never {
        StandardStream.error.write("telltale: \(failure.message)\n".utf8)
        exit(failure.status.rawValue)
    }
}
