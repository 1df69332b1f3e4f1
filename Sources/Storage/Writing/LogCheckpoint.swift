import GRDBSQLite

/// Copies the write-ahead log into the database when it has grown, so that the log starts again from its beginning.
///
/// Belongs to the writer, which calls it between transactions: after the commit was answered, unlike SQLite's own checkpoint,
/// and with nobody writing, so that the log can start again. <https://www.sqlite.org/wal.html#ckpt>
final class LogCheckpoint {
    /// The frames in the log after the last commit; SQLite's hook writes it on the writer's thread.
    private let frames: UnsafeMutablePointer<Int32>
    private let connection: OpaquePointer?
    private let limit: Int
    /// The frames when it was last tried, 0 since the log started again. Readers may keep the log from being copied whole.
    private var tried = 0

    /// - Parameter limit: frames.
    init(on connection: OpaquePointer?, limit: Int) {
        frames = .allocate(capacity: 1)
        frames.initialize(to: 0)
        self.connection = connection
        self.limit = max(1, limit)
        sqlite3_wal_hook(
            connection,
            { context, _, _, frames in
                context?.assumingMemoryBound(to: Int32.self).pointee = frames
                return SQLITE_OK
            }, frames)
    }

    deinit {
        frames.deallocate()
    }

    /// The frames in the log after the last commit.
    var length: Int {
        Int(frames.pointee)
    }

    /// Copies the log if it is long enough.
    ///
    /// Readers of an old state keep part of it from being copied; it is then tried again after a quarter more. At four
    /// times the limit it waits for them, for as long as the connection waits for a lock.
    ///
    /// - Throws: when the database cannot be written; the log stays and grows.
    func runIfNeeded() throws(SQLiteFailure) {
        if length < tried { tried = 0 }
        guard length >= max(limit, tried + limit / 4) else { return }
        tried = length
        try run(length >= 4 * limit ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE)
    }

    /// Copies the whole log and empties its file, as far as readers allow.
    func runLast() throws(SQLiteFailure) {
        defer { sqlite3_wal_hook(connection, nil, nil) }
        try run(SQLITE_CHECKPOINT_TRUNCATE)
    }

    private func run(_ mode: Int32) throws(SQLiteFailure) {
        switch sqlite3_wal_checkpoint_v2(connection, nil, mode, nil, nil) {
        case SQLITE_OK, SQLITE_BUSY:
            // Busy: a reader or another process needs the log as it is.
            break
        default:
            throw SQLiteFailure(on: connection)
        }
    }
}
