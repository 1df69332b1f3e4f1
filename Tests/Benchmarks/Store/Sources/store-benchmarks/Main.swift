import Foundation

/// Makes a large store and measures it; see the README beside the package.
@main
enum Main {
    static func main() async throws {
        let arguments = Arguments(Array(CommandLine.arguments.dropFirst()))
        switch (arguments.command, arguments.folder) {
        case ("generate", let folder?):
            try await Generator(folder: folder, shape: Shape(arguments)).run()
        case ("measure", let folder?):
            try await Measurement(
                folder: folder, shape: Shape(arguments), samples: arguments.number("samples", or: 2_000),
                coldSamples: arguments.number("cold", or: 500)
            ).run()
        case ("append", let folder?):
            try await Appending(
                folder: folder, rooms: arguments.number("rooms", or: 1_000), messages: arguments.number("messages", or: 400_000)
            ).run()
        default:
            print(
                """
                store-benchmarks generate FOLDER [--conversations 100000] [--messages 5000000]
                store-benchmarks measure FOLDER [--conversations 100000] [--messages 5000000] [--samples 2000] [--cold 500]
                store-benchmarks append FOLDER [--rooms 1000] [--messages 400000]
                """)
            exit(2)
        }
    }
}
