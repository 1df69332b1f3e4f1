import Chat
import GRDB
import GRDBSQLite

/// What SQLite refused, and why.
struct SQLiteFailure: Error {
    /// The extended result code. <https://www.sqlite.org/rescode.html>
    let code: Int32
    /// For the log.
    let message: String

    /// The last failure on a connection.
    init(on connection: OpaquePointer?) {
        code = sqlite3_extended_errcode(connection)
        message = "\(String(cString: sqlite3_errmsg(connection))) (\(code))"
    }

    init(corrupt message: String) {
        code = SQLITE_CORRUPT
        self.message = message
    }

    init(_ error: any Error) {
        switch error {
        case let failure as SQLiteFailure:
            self = failure
        case let error as DatabaseError:
            code = error.extendedResultCode.rawValue
            message = "\(error.message ?? "no message") (\(code))"
        default:
            code = SQLITE_ERROR
            message = String(describing: error)
        }
    }

    /// Whether it may be due to what one write holds, not to the disk, a lock or the file.
    var isOfOneWrite: Bool {
        [SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_CORRUPT].contains(code & 0xFF)
    }

    /// What callers of the store are told.
    var storeError: StoreError {
        .unavailable(message)
    }
}
