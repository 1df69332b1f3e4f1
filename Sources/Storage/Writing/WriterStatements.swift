import GRDB

/// The writer's statements, compiled once.
struct WriterStatements {
    let begin: PreparedStatement
    let commit: PreparedStatement
    let rollback: PreparedStatement
    let conversation: PreparedStatement
    let insertConversation: PreparedStatement
    let insertActivity: PreparedStatement
    let updateActivity: PreparedStatement
    let participant: PreparedStatement
    let insertParticipant: PreparedStatement
    let renameParticipant: PreparedStatement
    let moveReadMark: PreparedStatement
    let insertMessage: PreparedStatement
    let request: PreparedStatement
    let insertRequest: PreparedStatement
    let insertSegment: PreparedStatement
    let setIndexed: PreparedStatement
    let fillProbe: PreparedStatement
    let emptyProbes: PreparedStatement

    init(_ database: Database) throws {
        func prepare(_ text: String) throws -> PreparedStatement {
            try PreparedStatement(database, text)
        }
        begin = try prepare("BEGIN IMMEDIATE")
        commit = try prepare("COMMIT")
        rollback = try prepare("ROLLBACK")
        conversation = try prepare(
            "SELECT key, last_seq FROM conversations JOIN activity ON conversation = key WHERE id = ?")
        insertConversation = try prepare(
            "INSERT INTO conversations (id, title, kind, created_by, created_at) VALUES (?, ?, ?, ?, ?) RETURNING key")
        insertActivity = try prepare("INSERT INTO activity (conversation, last_seq, updated_at) VALUES (?, 0, ?)")
        updateActivity = try prepare("UPDATE activity SET last_seq = ?2, updated_at = ?3 WHERE conversation = ?1")
        participant = try prepare(
            "SELECT key, name, last_read_seq FROM participants WHERE conversation = ? AND user_id = ?")
        insertParticipant = try prepare(
            "INSERT OR IGNORE INTO participants (conversation, user_id, name, joined_at) VALUES (?, ?, ?, ?)")
        renameParticipant = try prepare("UPDATE participants SET name = ?2 WHERE key = ?1")
        moveReadMark = try prepare("UPDATE participants SET last_read_seq = ?2 WHERE key = ?1")
        insertMessage = try prepare(
            """
            INSERT INTO messages
                (position, conversation, seq, created_at, id, role, author_id, author_name, content, client_id, reply_to)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        request = try prepare(
            """
            SELECT messages.id, requests.seq FROM requests LEFT JOIN messages USING (position)
            WHERE requests.conversation = ? AND user_id = ? AND requests.client_id = ?
            """)
        insertRequest = try prepare(
            "INSERT OR IGNORE INTO requests (conversation, position, seq, user_id, client_id) VALUES (?, ?, ?, ?, ?)")
        insertSegment = try prepare(
            "INSERT OR REPLACE INTO segments (conversation, first_seq, positions) VALUES (?, ?, ?)")
        setIndexed = try prepare("UPDATE indexed SET through = ?")
        fillProbe = try prepare("INSERT INTO probes (filling) VALUES (zeroblob(65536))")
        emptyProbes = try prepare("DELETE FROM probes")
    }
}
