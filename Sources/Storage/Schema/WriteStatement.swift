/// Every statement that changes rows, and those around a transaction.
enum WriteStatement: String, CaseIterable {
    case begin = "BEGIN IMMEDIATE"
    case commit = "COMMIT"
    case rollback = "ROLLBACK"

    case insertConversation = """
        INSERT INTO conversations (id, title, kind, created_by, created_at, assistant) VALUES (?, ?, ?, ?, ?, ?) RETURNING key
        """
    case changeConversation = "UPDATE conversations SET title = ?2, assistant = ?3 WHERE key = ?1"
    case insertActivity = "INSERT INTO activity (conversation, last_seq, updated_at, is_archived) VALUES (?, 0, ?, ?)"
    case updateActivity = "UPDATE activity SET last_seq = ?2, updated_at = ?3 WHERE conversation = ?1"
    case archive = "UPDATE activity SET is_archived = ?2 WHERE conversation = ?1"

    case insertParticipant = """
        INSERT OR IGNORE INTO participants (conversation, user_id, name, joined_at, is_operator, joined_after)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    case changeParticipant = "UPDATE participants SET name = ?2, is_operator = ?3 WHERE key = ?1"
    case deleteParticipant = "DELETE FROM participants WHERE key = ?"
    case moveReadMark = "UPDATE participants SET last_read_seq = ?2 WHERE key = ?1"
    case moveReadMarkOfUser = """
        UPDATE participants SET last_read_seq = ?3
        WHERE conversation = ?1 AND user_id = ?2 AND last_read_seq < ?3 AND joined_after < ?3
        """

    case insertMessage = """
        INSERT INTO messages
            (position, conversation, seq, created_at, id, role, author_id, author_name, content, client_id, reply_to, status, traits)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    case insertEvent = """
        INSERT INTO messages
            (position, conversation, seq, created_at, id, role, author_id, author_name, content, client_id, kind, traits, reactions)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    case editMessage = "UPDATE messages SET content = ?2, edited_at = ?3 WHERE position = ?1"
    case emptyMessage = "UPDATE messages SET content = '', traits = ?2, reactions = NULL WHERE position = ?1"
    case emptyEdits = "UPDATE messages SET content = '' WHERE id = ?1 AND kind = 3 AND conversation = ?2"
    case insertReaction = "INSERT INTO reactions (message, emoji, user_id) VALUES (?, ?, ?)"
    case deleteReaction = "DELETE FROM reactions WHERE message = ? AND emoji = ? AND user_id = ?"
    case deleteReactions = "DELETE FROM reactions WHERE message = ?"
    case setReactions = "UPDATE messages SET reactions = ?2 WHERE position = ?1"

    case insertAnswer = """
        INSERT INTO answers
            (position, model, finish_reason, error_code, input_tokens, output_tokens, cost_usd, duration_ms, first_chunk_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    case insertOpenAnswer = """
        INSERT OR IGNORE INTO open_answers (message_id, conversation, question_id, model, started_at) VALUES (?, ?, ?, ?, ?)
        """
    case deleteOpenAnswer = "DELETE FROM open_answers WHERE message_id = ?"

    case insertUpload = """
        INSERT OR IGNORE INTO uploads (id, conversation, user_id, file_name, content_type, size, sha256, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    case tieUpload = "UPDATE uploads SET message = ?2, place = ?3 WHERE key = ?1"
    case deleteUploads = "DELETE FROM uploads WHERE message = ?"
    case deleteLooseUpload = "DELETE FROM uploads WHERE id = ? AND message IS NULL"

    case insertRequest = "INSERT OR IGNORE INTO requests (conversation, position, seq, user_id, client_id) VALUES (?, ?, ?, ?, ?)"
    case insertSegment = "INSERT OR REPLACE INTO segments (conversation, first_seq, positions) VALUES (?, ?, ?)"
    case extendQuiet = """
        UPDATE quiet SET through = max(through, ?3)
        WHERE conversation = ?1 AND first_seq = (SELECT max(first_seq) FROM quiet WHERE conversation = ?1 AND first_seq <= ?2)
            AND through >= ?2 - 1
        """
    case insertQuiet = "INSERT OR IGNORE INTO quiet (conversation, first_seq, through) VALUES (?, ?, ?)"
    case setIndexed = "UPDATE indexed SET through = ?"

    case insertWords = "INSERT INTO words (rowid, body) VALUES (?, ?)"
    case deleteWords = "INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)"
    case setSearchable = "UPDATE searchable SET through = ?"

    case fillProbe = "INSERT INTO probes (filling) VALUES (zeroblob(65536))"
    case emptyProbes = "DELETE FROM probes"
}
