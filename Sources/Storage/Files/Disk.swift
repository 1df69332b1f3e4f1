import Glibc

/// System calls on files, with their failures as errors. They block: call them on a ``DiskLane``.
enum Disk {
    /// Opens a file; see open(2). Others than this user may not read what is made.
    static func open(_ path: String, _ flags: Int32) throws(DiskFailure) -> Int32 {
        let descriptor = Glibc.open(path, flags | O_CLOEXEC, mode_t(0o600))
        guard descriptor >= 0 else { throw DiskFailure("open") }
        return descriptor
    }

    /// Writes all bytes.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(DiskFailure) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw DiskFailure("write") }
            written += count
        }
    }

    /// Reads up to `count` bytes; fewer only at the end of the file.
    static func read(_ descriptor: Int32, at offset: Int64, count: Int) throws(DiskFailure) -> [UInt8] {
        var failure: DiskFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            while filled < buffer.count {
                let result = pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled, off_t(offset) + off_t(filled))
                if result < 0, errno == EINTR { continue }
                if result < 0 { failure = DiskFailure("read") }
                guard result > 0 else { return }
                filled += result
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Makes what was written to a file, or the names in a folder, outlive a power cut; see fsync(2).
    static func sync(_ descriptor: Int32) throws(DiskFailure) {
        guard fsync(descriptor) == 0 else { throw DiskFailure("fsync") }
    }

    /// Makes the names in a folder outlive a power cut.
    static func sync(folder path: String) throws(DiskFailure) {
        let descriptor = try open(path, O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        try sync(descriptor)
    }

    /// Makes a folder, unless it is there, and sees to it that it stays.
    ///
    /// - Parameter parent: the folder that it is in.
    static func makeFolder(_ path: String, in parent: String) throws(DiskFailure) {
        guard mkdir(path, mode_t(0o700)) == 0 else {
            if errno == EEXIST { return }
            throw DiskFailure("mkdir")
        }
        try sync(folder: parent)
    }

    /// Gives a file another name in the same file system, in one step.
    static func move(_ path: String, to target: String) throws(DiskFailure) {
        guard rename(path, target) == 0 else { throw DiskFailure("rename") }
    }

    /// Removes a file, unless it is not there.
    static func remove(_ path: String) throws(DiskFailure) {
        guard unlink(path) == 0 || errno == ENOENT else { throw DiskFailure("unlink") }
    }
}
