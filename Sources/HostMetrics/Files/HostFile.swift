import Glibc

/// One file of the kernel, read into the same buffer each time.
///
/// Such a file has no size and is made while it is read, so it is read to its end.
struct HostFile: Sendable {
    /// Longer files are refused, in bytes. The longest that matters is `/proc/stat`, at about 100 bytes a processor and
    /// 2 bytes an interrupt.
    static let limit = 4 << 20

    let path: String
    private var buffer: [UInt8] = []

    init(path: String) {
        self.path = path
    }

    /// Reads the whole file anew.
    ///
    /// - Returns: its lines; nil where the platform has no such file, or has switched off what it tells.
    /// - Throws: ``HostFileError`` if the file is there but cannot be read, or is longer than ``limit``.
    mutating func lines() throws(HostFileError) -> LineScanner? {
        try read().map { LineScanner(buffer, count: $0, path: path) }
    }

    /// Reads the whole file into the buffer.
    ///
    /// - Returns: how many bytes it has; nil where there is no such file.
    private mutating func read() throws(HostFileError) -> Int? {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { return try absent(errno) }
        defer { close(descriptor) }
        var count = 0
        while true {
            if count == buffer.count { try grow() }
            let got = fill(descriptor, from: count)
            if got == 0 { return count }
            if got > 0 { count += got } else if errno != EINTR { return try absent(errno) }
        }
    }

    private mutating func fill(_ descriptor: Int32, from offset: Int) -> Int {
        buffer.withUnsafeMutableBytes { bytes in
            Glibc.read(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
        }
    }

    private mutating func grow() throws(HostFileError) {
        guard buffer.count < Self.limit else { throw HostFileError(code: .tooLarge, path: path) }
        buffer.append(contentsOf: repeatElement(0, count: max(4_096, buffer.count)))
    }

    /// Nothing, if the error means that the platform has no such thing: then nothing failed.
    private func absent(_ number: Int32) throws(HostFileError) -> Int? {
        if [ENOENT, ENOTDIR, ENODEV, EOPNOTSUPP].contains(number) { return nil }
        throw HostFileError(code: .unreadable(number), path: path)
    }
}
