import Chat
import GRDB

/// Reads uploads in one snapshot.
struct UploadRecordReader {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// The upload with this id, or nil.
    func upload(_ id: String) throws -> UploadRecord? {
        let row = try PreparedStatement(database, .upload)
        row.bind(copying: id, at: 1)
        defer { row.reset() }
        guard try row.step() else { return nil }
        return UploadRecord(
            id: row.text(0), conversationID: row.text(1), userID: row.text(2), fileName: row.text(3), contentType: row.text(4),
            size: row.integer(5), sha256: row.text(6), createdAtMilliseconds: row.integer(7), messageID: row.optionalText(8))
    }

    /// Those that no message carries, made before a time, the oldest first.
    func loose(before milliseconds: Int64, limit: Int) throws -> [String] {
        let rows = try PreparedStatement(database, .looseUploads)
        rows.bind(milliseconds, at: 1)
        rows.bind(Int64(max(0, limit)), at: 2)
        defer { rows.reset() }
        var ids: [String] = []
        while try rows.step() {
            ids.append(rows.text(0))
        }
        return ids
    }

    /// Those of these ids that are noted.
    func known(among ids: [String]) throws -> Set<String> {
        let row = try PreparedStatement(database, .uploadRow)
        var known: Set<String> = []
        for id in ids {
            row.bind(copying: id, at: 1)
            if try row.step() { known.insert(id) }
            row.reset()
        }
        return known
    }

    /// How many bytes a user's take.
    func bytes(of user: String) throws -> Int64 {
        try number(.uploadedBytes, of: user)
    }

    /// How many of a user's no message carries.
    func looseCount(of user: String) throws -> Int {
        Int(try number(.looseUploadCount, of: user))
    }

    private func number(_ statement: ReadStatement, of user: String) throws -> Int64 {
        let row = try PreparedStatement(database, statement)
        row.bind(copying: user, at: 1)
        defer { row.reset() }
        return try row.step() ? row.integer(0) : 0
    }
}
