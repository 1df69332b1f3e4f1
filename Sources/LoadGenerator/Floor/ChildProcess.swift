import Glibc

/// A second process of this program.
struct ChildProcess {
    private let pid: pid_t

    /// Starts this program again.
    ///
    /// - Parameter descriptor: stays open in the child, under the same number.
    /// - Throws: ``LoadError`` when it cannot be started.
    static func spawnSelf(_ arguments: [String], keeping descriptor: Int32) throws(LoadError) -> ChildProcess {
        _ = fcntl(descriptor, F_SETFD, 0)  // shm_open sets close-on-exec
        let words = (["telltale"] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        var pid: pid_t = 0
        let status = posix_spawn(&pid, "/proc/self/exe", nil, nil, words + [nil], environ)
        guard status == 0 else { throw .system("posix_spawn", status) }
        return ChildProcess(pid: pid)
    }

    /// Waits for its end.
    func wait() {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    }
}
