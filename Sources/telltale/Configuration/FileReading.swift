import Glibc

/// Reads small files whole, with errors that a person can act on.
enum FileReading {
    /// More than any key, certificate or configuration file needs.
    static let sizeLimit = 1 << 20

    /// The bytes of a file.
    /// - Parameters:
    ///   - path: Absolute, or from the working folder.
    ///   - purpose: What the file is, for the error's line: `the configuration file`.
    /// - Throws: ``CommandFailure`` with ``ExitStatus/noInput`` when it cannot be read or is over 1 MiB.
    static func bytes(of path: String, purpose: String) throws(CommandFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path, purpose, errno) }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(path, purpose, errno)
            }
            if count == 0 { return content }
            content.append(contentsOf: chunk[..<count])
            guard content.count <= sizeLimit else {
                throw CommandFailure(.noInput, "\(purpose) \(path) is over 1 MiB; is it the right file?")
            }
        }
    }

    /// Fails when a file cannot be read, without reading it.
    static func check(_ path: String, purpose: String) throws(CommandFailure) {
        guard access(path, R_OK) == 0 else { throw unreadable(path, purpose, errno) }
    }

    private static func unreadable(_ path: String, _ purpose: String, _ code: Int32) -> CommandFailure {
        CommandFailure(.noInput, "cannot read \(purpose) \(path): \(systemMessage(code))")
    }

    /// What the system says about an error number, in lower case: `no such file or directory`.
    static func systemMessage(_ code: Int32) -> String {
        String(cString: strerror(code)).lowercased()
    }
}
