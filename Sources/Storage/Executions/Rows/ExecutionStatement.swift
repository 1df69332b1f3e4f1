/// The other statements on executions, for the writer and for readers.
enum ExecutionStatement: String, CaseIterable {
    case idOfKey = "SELECT id FROM executions WHERE user_id = ? AND idempotency_key = ?"
    case createdAt = "SELECT created_at FROM executions WHERE id = ?"
    case extent = "SELECT key, last_seq FROM executions CROSS JOIN execution_states ON execution = key WHERE id = ?"
    case events = """
        SELECT position, kind, number, other, percentage, worker, text FROM execution_events
        WHERE position > ?1 AND position <= ?2 ORDER BY position
        """
    case open = """
        SELECT id, agent, user_id, status, attempt, lease_id, worker, lease_expires_at, created_at
        FROM executions INDEXED BY executions_open CROSS JOIN execution_states ON execution = key
        WHERE status < 2 AND (created_at, id) > (?1, ?2) ORDER BY created_at, id LIMIT ?3
        """

    case insert = """
        INSERT INTO executions
            (status, attempt, model, started_at, completed_at, lease_id, worker, cancelled_seq, id, user_id, agent, platform, parent,
            created_at, is_for_operator, idempotency_key, key)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key
        """
    case update = """
        UPDATE executions SET status = ?1, attempt = ?2, model = ?3, started_at = ?4, completed_at = ?5, lease_id = ?6, worker = ?7,
            cancelled_seq = ?8
        WHERE key = ?9
        """
    case insertState = """
        INSERT INTO execution_states
            (execution, last_seq, progress_seq, percentage, output_count, output_bytes, input_tokens, output_tokens, cost_usd,
            lease_expires_at, worker_sequence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    case updateState = """
        UPDATE execution_states SET last_seq = ?2, progress_seq = ?3, percentage = ?4, output_count = ?5, output_bytes = ?6,
            input_tokens = ?7, output_tokens = ?8, cost_usd = ?9, lease_expires_at = ?10, worker_sequence = ?11
        WHERE execution = ?1
        """
    case insertInput = "INSERT INTO execution_inputs (execution, input, labels) VALUES (?, ?, ?)"
    case insertEnd = "INSERT INTO execution_ends (execution, output, error_code, error_message) VALUES (?, ?, ?, ?)"
    case insertEvent = """
        INSERT INTO execution_events (position, kind, number, other, percentage, worker, text) VALUES (?, ?, ?, ?, ?, ?, ?)
        """

    case delete = "DELETE FROM executions WHERE key = ?"
    case deleteState = "DELETE FROM execution_states WHERE execution = ?"
    case deleteInput = "DELETE FROM execution_inputs WHERE execution = ?"
    case deleteEnd = "DELETE FROM execution_ends WHERE execution = ?"
    case insertLeftover = "INSERT INTO execution_leftovers (execution, last_seq) VALUES (?, ?)"
    case leftover = "SELECT execution, last_seq FROM execution_leftovers WHERE execution >= ?1 ORDER BY execution LIMIT 1"
    case shortenLeftover = "UPDATE execution_leftovers SET last_seq = ?2 WHERE execution = ?1"
    case deleteLeftover = "DELETE FROM execution_leftovers WHERE execution = ?"
    case lastLeftover = """
        SELECT execution FROM execution_leftovers WHERE execution >= coalesce((SELECT max(key) FROM executions), 0)
        ORDER BY execution DESC LIMIT 1
        """
    case eventSizes = """
        SELECT position, coalesce(length(CAST(worker AS BLOB)), 0) + coalesce(length(CAST(text AS BLOB)), 0) FROM execution_events
        WHERE position >= ?1 AND position <= ?2 ORDER BY position DESC
        """
    case deleteEvents = "DELETE FROM execution_events WHERE position >= ?1 AND position <= ?2"
}
