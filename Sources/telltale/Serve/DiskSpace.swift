import Glibc
import Synchronization

/// Whether the file system of the data folder has room for what will be written. Any thread.
final class DiskSpace: Sendable {
    /// Less than this is too little: the write-ahead log alone grows to some MiB.
    static let minimumBytes: UInt64 = 16 << 20

    private let folder: String
    private let free: @Sendable (String) -> UInt64?
    private let isLow = Atomic(false)

    /// - Parameters:
    ///   - folder: the data folder.
    ///   - free: bytes that this process may still write below a path; nil when nobody knows.
    init(folder: String, free: @escaping @Sendable (String) -> UInt64? = DiskSpace.available) {
        self.folder = folder
        self.free = free
        look()
    }

    /// Asks the file system. May block; ``problem`` does not.
    func look() {
        isLow.store((free(folder) ?? .max) < Self.minimumBytes, ordering: .relaxed)
    }

    /// What was wrong when it was last looked at, in words fit for strangers.
    var problem: String? {
        isLow.load(ordering: .relaxed) ? "nearly full" : nil
    }

    private static func available(_ path: String) -> UInt64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }
}
