import Foundation

/// Runs `Fixtures/make_tokens.py` with the Python of the environment variable `TELLTALE_TEST_PYTHON` (default: python3).
enum PythonTokens {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    static func run(_ command: String, input: Data = Data()) throws -> Data {
        let python = ProcessInfo.processInfo.environment["TELLTALE_TEST_PYTHON"] ?? "python3"
        let script = TestKeys.folder.deletingLastPathComponent().appending(path: "make_tokens.py").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, script, command]
        let (source, output, complaints) = (Pipe(), Pipe(), Pipe())
        process.standardInput = source
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        // Both are far smaller than a pipe's buffer in one direction at a time: the script reads all before it writes.
        try source.fileHandleForWriting.write(contentsOf: input)
        try source.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = String(decoding: try complaints.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(python) cannot make tokens; run `make setup` first: \(complaint.suffix(500))")
        }
        return data
    }
}
