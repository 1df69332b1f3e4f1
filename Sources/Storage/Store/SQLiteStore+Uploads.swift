import Chat

extension SQLiteStore {
    public func upload(_ id: String) async throws(StoreError) -> UploadRecord? {
        try await read { database in try UploadRecordReader(database).upload(id) }
    }

    public func looseUploads(before milliseconds: Int64, limit: Int) async throws(StoreError) -> [String] {
        try await read { database in try UploadRecordReader(database).loose(before: milliseconds, limit: limit) }
    }

    public func knownUploads(among ids: [String]) async throws(StoreError) -> Set<String> {
        try await read { database in try UploadRecordReader(database).known(among: ids) }
    }

    public func uploadedBytes(of userID: String) async throws(StoreError) -> Int64 {
        try await read { database in try UploadRecordReader(database).bytes(of: userID) }
    }

    public func looseUploadCount(of userID: String) async throws(StoreError) -> Int {
        try await read { database in try UploadRecordReader(database).looseCount(of: userID) }
    }
}
