import GRDBSQLite

/// The file of a connection's write-ahead log, through SQLite's own handle of it. Used by one thread at a time, between
/// transactions, with the connection held. <https://www.sqlite.org/c3ref/io_methods.html>
struct LogFile {
    private let connection: OpaquePointer?

    init(of connection: OpaquePointer?) {
        self.connection = connection
    }

    /// Its length in bytes; nil while it is not open.
    var length: Int64? {
        var length: Int64 = 0
        guard let file, let size = file.pointee.pMethods?.pointee.xFileSize, size(file, &length) == SQLITE_OK else { return nil }
        return length
    }

    /// Appends zeros until the file is so long, and brings them to the disk.
    ///
    /// - Returns: whether it is so long now. If not, what was appended does no harm.
    func grow(to length: Int64) -> Bool {
        guard let file, let methods = file.pointee.pMethods?.pointee, let write = methods.xWrite, let sync = methods.xSync,
            var end = self.length
        else { return false }
        while end < length {
            let count = min(Int64(Self.zeros.count), length - end)
            let result = Self.zeros.withUnsafeBytes { write(file, $0.baseAddress, Int32(count), end) }
            guard result == SQLITE_OK else { return false }
            end += count
        }
        return sync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY) == SQLITE_OK
    }

    private static let zeros = [UInt8](repeating: 0, count: 64 << 10)

    private var file: UnsafeMutablePointer<sqlite3_file>? {
        var file: UnsafeMutablePointer<sqlite3_file>?
        guard sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file) == SQLITE_OK else { return nil }
        return file
    }
}
