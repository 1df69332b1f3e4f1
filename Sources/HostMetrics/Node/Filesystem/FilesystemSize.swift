import Glibc

/// What a file system says of its size.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man3/statvfs.3.html>
struct FilesystemSize: Sendable, Equatable {
    /// Bytes.
    var size: Double
    /// Bytes, with those that are kept for the superuser.
    var free: Double
    /// Bytes that anybody may use.
    var available: Double
    /// Inodes.
    var files: Double
    /// Inodes.
    var filesFree: Double

    /// Asks the kernel; nil if it refuses. Does not return while a network file system does not answer.
    ///
    /// - Parameter path: where it is mounted, with a 0 behind.
    static func ask(_ path: [CChar]) -> FilesystemSize? {
        var answer = statvfs()
        guard statvfs(path, &answer) == 0 else { return nil }
        let unit = Double(answer.f_frsize)
        return FilesystemSize(
            size: Double(answer.f_blocks) * unit, free: Double(answer.f_bfree) * unit,
            available: Double(answer.f_bavail) * unit, files: Double(answer.f_files), filesFree: Double(answer.f_ffree))
    }
}
