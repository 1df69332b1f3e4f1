import GRDB

extension DatabasePool {
    /// The pool of connections on a store's file, with the current schema.
    static func store(at path: String, _ settings: SQLiteStoreConfiguration) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "telltale.store"
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(Double(settings.busyTimeoutMilliseconds) / 1_000)
        configuration.maximumReaderCount = max(1, settings.readers)
        // GRDB ends the process when a transaction is left open; the writer ends its own, also after failures.
        configuration.allowsUnsafeTransactions = true
        let pool = try DatabasePool(path: path, configuration: configuration)
        try Schema.migrator.migrate(pool)
        if try pool.read(Schema.migrator.hasBeenSuperseded) {
            throw DatabaseError(resultCode: .SQLITE_ERROR, message: "\(path) was written by a later version of Telltale")
        }
        try pool.writeWithoutTransaction { database in
            // GRDB sets NORMAL when it opens the log.
            try database.execute(sql: "PRAGMA synchronous = \(settings.synchronous.rawValue)")
            // Rows that go are overwritten where that costs nothing; what users delete always is, see `Writer.change`.
            try database.execute(sql: "PRAGMA secure_delete = FAST")
            try database.execute(sql: "PRAGMA cache_size = -\(max(0, settings.writerCacheKiB))")
            try database.execute(sql: "PRAGMA journal_size_limit = \(max(0, settings.logFileLimitBytes))")
        }
        return pool
    }

    /// Reads in one snapshot, on the caller's thread, which waits while all connections read.
    ///
    /// With statements that the connection keeps, where GRDB would compile the two of the transaction each time.
    func inSnapshot<T>(_ body: (Database) throws -> T) throws -> T {
        try unsafeRead { database in
            try PreparedStatement(try database.cachedStatement(sql: "BEGIN")).run()
            do {
                let value = try body(database)
                try PreparedStatement(try database.cachedStatement(sql: "COMMIT")).run()
                return value
            } catch {
                // SQLite may have ended it because of the failure.
                if database.isInsideTransaction { try database.rollback() }
                throw error
            }
        }
    }
}
