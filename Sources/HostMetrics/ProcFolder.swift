import Glibc

/// The kernel's process file system, or a folder that looks like it.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man5/proc.5.html>
struct ProcFolder: Sendable {
    let root: String

    /// The whole file, or nil if it cannot be read.
    func text(_ path: String) -> String? {
        let descriptor = open("\(root)/\(path)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    /// How many entries a folder has, or nil if it cannot be read.
    func entryCount(_ path: String) -> Int? {
        guard let folder = opendir("\(root)/\(path)") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        return max(0, count - 2)
    }

    /// The size of a file or folder in bytes, or nil if it cannot be read.
    func size(_ path: String) -> Int? {
        var status = stat()
        return stat("\(root)/\(path)", &status) == 0 ? Int(status.st_size) : nil
    }
}
