import Glibc

/// The kernel's process or system file system, or a folder that looks like it.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man5/proc.5.html>, <https://man7.org/linux/man-pages/man5/sysfs.5.html>
struct HostFolder: Sendable {
    let root: String

    /// A file below the folder, to be read again and again.
    func file(_ path: String) -> HostFile {
        HostFile(path: "\(root)/\(path)")
    }

    /// A folder below this one.
    func folder(_ path: String) -> HostFolder {
        HostFolder(root: "\(root)/\(path)")
    }

    /// The names in the folder, in no particular order; nil if it cannot be read.
    ///
    /// - Parameter limit: names that are returned at most.
    func names(limit: Int) -> [String]? {
        guard let folder = opendir(root) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while names.count < limit, let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// How many entries the folder has, or nil if it cannot be read.
    func entryCount() -> Int? {
        guard let folder = opendir(root) else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        return max(0, count - 2)
    }

    /// The size of the folder in bytes, or nil if it cannot be read.
    func size() -> Int? {
        var status = stat()
        return root.withCString { stat($0, &status) } == 0 ? Int(status.st_size) : nil
    }
}
