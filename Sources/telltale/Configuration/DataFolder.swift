import Glibc

/// The data folder, held by this process until the value is gone.
///
/// The lock is `flock` on the file `lock` in it: the kernel lets go of it when the process ends, however it ends.
final class DataFolder: Sendable {
    /// Its path as it was given.
    let path: String
    private let lock: Int32

    /// Makes the folder, with its parents, when it is missing, and takes its lock.
    /// - Parameter path: Absolute, or from the working folder.
    /// - Throws: ``CommandFailure``: ``ExitStatus/cannotCreate`` when it cannot be made or written,
    ///   ``ExitStatus/temporaryFailure`` when another process holds it.
    init(path: String) throws(CommandFailure) {
        try Self.make(path)
        let lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw Self.unwritable(path, errno) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let holder = Self.holder(lock)
            close(lock)
            guard code == EWOULDBLOCK else { throw Self.unwritable(path, code) }
            throw CommandFailure(
                .temporaryFailure,
                "another telltale\(holder) holds the data folder \(path); stop it or choose another with --data"
            )
        }
        Self.writeProcess(to: lock)
        self.path = path
        self.lock = lock
    }

    deinit {
        close(lock)
    }

    private static func make(_ path: String) throws(CommandFailure) {
        var end = path.startIndex
        repeat {
            end = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
            // Others need no look at messages and keys.
            if mkdir(String(path[..<end]), 0o700) != 0, errno != EEXIST {
                throw unwritable(path, errno)
            }
        } while end < path.endIndex
        // With the dot a file is no folder, whatever its rights.
        guard access(path + "/.", W_OK | X_OK) == 0 else { throw unwritable(path, errno) }
    }

    private static func unwritable(_ path: String, _ code: Int32) -> CommandFailure {
        CommandFailure(
            .cannotCreate,
            "cannot write to the data folder \(path): \(FileReading.systemMessage(code)); choose another with --data"
        )
    }

    private static func writeProcess(to lock: Int32) {
        let text = Array("\(getpid())\n".utf8)
        // Only for the other process's message: nothing depends on it.
        if ftruncate(lock, 0) == 0 { _ = pwrite(lock, text, text.count, 0) }
    }

    private static func holder(_ lock: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(lock, &bytes, bytes.count, 0)
        let process = Int(String(decoding: bytes[..<max(0, count)], as: UTF8.self).trimmed)
        return process.map { " (process \($0))" } ?? ""
    }
}
