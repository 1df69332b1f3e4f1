import GRDB
import GRDBSQLite

/// A statement that is bound and stepped on SQLite's own handle.
///
/// GRDB compiles it and keeps it; its arrays of arguments and its row objects would cost more than SQLite's own work for the
/// small statements of this store. Used by one thread at a time, the one that has the connection.
struct PreparedStatement {
    private let statement: Statement
    private let handle: OpaquePointer

    /// - Throws: what GRDB throws when the text does not compile.
    init(_ database: Database, _ text: String) throws {
        self.init(try database.makeStatement(sql: text))
    }

    /// A statement that the connection keeps, for reading.
    ///
    /// - Throws: what GRDB throws when the text does not compile.
    init(_ database: Database, _ statement: ReadStatement) throws {
        try self.init(database, kept: statement.rawValue)
    }

    /// A statement that the connection keeps.
    ///
    /// - Throws: what GRDB throws when the text does not compile.
    init(_ database: Database, kept text: String) throws {
        self.init(try database.cachedStatement(sql: text))
    }

    init(_ statement: Statement) {
        self.statement = statement
        handle = statement.sqliteStatement
    }

    func bind(_ value: Int64?, at index: Int32) {
        if let value {
            sqlite3_bind_int64(handle, index, value)
        } else {
            sqlite3_bind_null(handle, index)
        }
    }

    func bind(real value: Double?, at index: Int32) {
        if let value {
            sqlite3_bind_double(handle, index, value)
        } else {
            sqlite3_bind_null(handle, index)
        }
    }

    /// Binds a text that stays where it is until the statement was run.
    func bind(_ text: UnsafeBufferPointer<CChar>?, at index: Int32) {
        guard let text else {
            sqlite3_bind_null(handle, index)
            return
        }
        sqlite3_bind_text(handle, index, text.baseAddress, Int32(truncatingIfNeeded: text.count), nil)
    }

    /// Binds a text that SQLite copies.
    func bind(copying text: String?, at index: Int32) {
        guard var text else {
            sqlite3_bind_null(handle, index)
            return
        }
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                _ = sqlite3_bind_text(handle, index, characters.baseAddress, Int32(truncatingIfNeeded: characters.count), Self.transient)
            }
        }
    }

    /// Binds bytes that SQLite copies.
    func bind(copying bytes: UnsafeRawBufferPointer, at index: Int32) {
        sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(truncatingIfNeeded: bytes.count), Self.transient)
    }

    /// Goes on to the next row; false when there is none.
    func step() throws(SQLiteFailure) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW:
            return true
        case SQLITE_DONE:
            return false
        default:
            let failure = SQLiteFailure(on: sqlite3_db_handle(handle))
            reset()
            throw failure
        }
    }

    /// Makes the statement ready to be run again. Bindings stay.
    func reset() {
        sqlite3_reset(handle)
    }

    /// Runs a statement that has no rows.
    func run() throws(SQLiteFailure) {
        _ = try step()
        reset()
    }

    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    func optionalInteger(_ column: Int32) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    func optionalReal(_ column: Int32) -> Double? {
        isNull(column) ? nil : sqlite3_column_double(handle, column)
    }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? {
        isNull(column) ? nil : text(column)
    }

    /// The bytes of a column; valid until the next step.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
    }

    /// SQLite's mark for "copy it", which its header defines with a cast that Swift does not import.
    private static var transient: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
