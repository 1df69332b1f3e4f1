/// Every statement that reads rows, so that a test can look at each one's plan: none may walk a whole table or sort.
enum ReadStatement: String, CaseIterable {
    case conversation = """
        SELECT key, id, title, kind, created_by, created_at, last_seq, updated_at, assistant, is_archived
        FROM conversations JOIN activity ON conversation = key WHERE id = ?
        """
    case conversationByKey = """
        SELECT key, id, title, kind, created_by, created_at, last_seq, updated_at, assistant, is_archived
        FROM conversations JOIN activity ON conversation = key WHERE key = ?
        """
    case conversationKey = "SELECT key FROM conversations WHERE id = ?"
    case conversationID = "SELECT id FROM conversations WHERE key = ?"
    case activity = "SELECT last_seq, updated_at, is_archived FROM activity WHERE conversation = ?"
    case activities = """
        SELECT conversation, last_seq, updated_at FROM activity
        WHERE is_archived = ?1 AND updated_at <= ?2 ORDER BY updated_at DESC
        """
    /// `CROSS`: from the user's rows to the others, never the other way.
    case ownActivities = """
        SELECT conversation, last_seq, updated_at, key FROM participants CROSS JOIN activity USING (conversation)
        WHERE user_id = ?1 AND is_archived = ?2
        """
    case ownConversations = "SELECT conversation FROM participants WHERE user_id = ?"

    case participants = """
        SELECT user_id, name, last_read_seq, joined_after, is_operator FROM participants
        WHERE conversation = (SELECT key FROM conversations WHERE id = ?1) ORDER BY key LIMIT ?2
        """
    case participantCount = """
        SELECT count(*) FROM participants WHERE conversation = (SELECT key FROM conversations WHERE id = ?1)
        """
    case participantCountByKey = "SELECT count(*) FROM participants WHERE conversation = ?"
    case participant = """
        SELECT user_id, name, last_read_seq, joined_after, is_operator FROM participants
        WHERE conversation = (SELECT key FROM conversations WHERE id = ?1) AND user_id = ?2
        """
    case participantRow = """
        SELECT key, name, last_read_seq, joined_after, is_operator FROM participants WHERE conversation = ? AND user_id = ?
        """
    case participantMarks = "SELECT last_read_seq, joined_after FROM participants WHERE key = ?"
    case participantsWithoutOperator = """
        SELECT user_id, name FROM participants
        WHERE conversation = (SELECT key FROM conversations WHERE id = ?1) AND is_operator = 0 ORDER BY key LIMIT ?2
        """

    case lastSegment = "SELECT first_seq, positions FROM segments WHERE conversation = ? ORDER BY first_seq DESC LIMIT 1"
    case segments = """
        SELECT first_seq, positions FROM segments
        WHERE conversation = ?1 AND first_seq <= ?3 AND first_seq >= (
            SELECT coalesce(max(first_seq), 0) FROM segments WHERE conversation = ?1 AND first_seq <= ?2)
        ORDER BY first_seq
        """
    case quiet = """
        SELECT first_seq, through FROM quiet WHERE conversation = ?1 AND first_seq <= ?2 ORDER BY first_seq DESC LIMIT 1
        """
    /// `traits & 1` is `Traits.deleted`: the term of the index.
    case deleted = "SELECT seq FROM messages WHERE conversation = ?1 AND seq >= ?2 AND seq <= ?3 AND traits & 1 LIMIT ?4"
    case event = """
        SELECT seq, kind, id, role, author_id, author_name, content, created_at, client_id, reply_to, status, traits, edited_at,
            reactions, conversation
        FROM messages WHERE position = ?
        """
    case answerDetails = """
        SELECT model, finish_reason, error_code, input_tokens, output_tokens, cost_usd, duration_ms, first_chunk_ms
        FROM answers WHERE position = ?
        """
    /// Walks the whole table, which holds only what ran or waited.
    case openAnswers = """
        SELECT message_id, id, question_id, model, started_at FROM open_answers CROSS JOIN conversations ON key = conversation
        ORDER BY message_id
        """
    case attachments = "SELECT id, file_name, content_type, size FROM uploads WHERE message = ? ORDER BY place"
    case messagePosition = "SELECT position, seq FROM messages WHERE id = ? AND kind = 0 AND conversation = ?"
    case messageRow = """
        SELECT position, role, author_id, content, traits, reactions FROM messages WHERE id = ? AND kind = 0 AND conversation = ?
        """
    case reaction = "SELECT 1 FROM reactions WHERE message = ? AND emoji = ? AND user_id = ?"
    case request = """
        SELECT messages.id, requests.seq FROM requests LEFT JOIN messages USING (position)
        WHERE requests.conversation = ? AND user_id = ? AND requests.client_id = ?
        """
    case messagesToSearch = """
        SELECT position, conversation, content FROM messages
        WHERE position > ?1 AND position <= ?2 AND kind = 0 AND content <> '' ORDER BY position
        """
    case search = "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC"

    case upload = """
        SELECT uploads.id, conversations.id, user_id, file_name, content_type, size, sha256, uploads.created_at, messages.id
        FROM uploads JOIN conversations ON conversations.key = uploads.conversation LEFT JOIN messages ON position = message
        WHERE uploads.id = ?
        """
    case uploadRow = "SELECT key, conversation, user_id, file_name, content_type, size, message FROM uploads WHERE id = ?"
    case looseUploads = "SELECT id FROM uploads WHERE message IS NULL AND created_at < ?1 ORDER BY created_at LIMIT ?2"
    case looseUploadCount = "SELECT count(*) FROM uploads WHERE user_id = ? AND message IS NULL"
    case uploadedBytes = "SELECT coalesce(sum(size), 0) FROM uploads WHERE user_id = ?"
}
