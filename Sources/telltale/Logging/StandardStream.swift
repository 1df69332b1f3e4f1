import Glibc

/// Standard output or standard error, written past Foundation, whose file handles end the process when a write fails.
///
/// Whole texts of any thread: one call is one `write(2)`, as long as the system takes it at once.
struct StandardStream: Sendable {
    static let output = StandardStream(descriptor: STDOUT_FILENO)
    static let error = StandardStream(descriptor: STDERR_FILENO)

    let descriptor: Int32

    /// Writes all of it, however many calls that takes.
    ///
    /// - Returns: 0, or the error number with which the system refused the rest: a full disk, a pipe that nobody reads.
    @discardableResult
    func write(_ bytes: some Collection<UInt8>) -> Int32 {
        write(bytes, system: Glibc.write)
    }

    /// The same with another system call, for tests.
    func write(_ bytes: some Collection<UInt8>, system: (Int32, UnsafeRawPointer?, Int) -> Int) -> Int32 {
        var rest = ContiguousArray(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { system(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count == 0 {
                return EIO
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }

    /// Writes what a command was asked for.
    ///
    /// - Throws: ``CommandFailure`` when it cannot be written: a script must not go on with half of it.
    func print(_ text: String) throws(CommandFailure) {
        let code = write(text.utf8)
        guard code == 0 else {
            throw CommandFailure(.failure, "cannot write to standard output: \(FileReading.systemMessage(code))")
        }
    }

    /// From now on a pipe that nobody reads is an error number, not the end of the process.
    static func outliveReaders() {
        signal(SIGPIPE, SIG_IGN)
    }
}
