/// The statements that read whole executions; their columns are those that ``ExecutionRow`` expects.
enum ExecutionSelect {
    /// One, by its id.
    static let byID = "\(columns) FROM executions \(joins) WHERE id = ?"

    /// Those of a list, the latest made first: made from ?1 on, and before the place (?2, ?3) in the list.
    ///
    /// - Parameters:
    ///   - filters: what else they must be, from ?4 on, in the order of ``ExecutionFilters``.
    ///   - index: named, since SQLite knows nothing of how many rows share an agent or a user and might take any.
    static func list(_ filters: ExecutionFilters, by index: ExecutionListIndex) -> String {
        """
        \(columns) FROM executions INDEXED BY \(index.rawValue) \(joins)
        WHERE created_at >= ?1 AND (created_at, id) < (?2, ?3)\(filters.conditions) ORDER BY created_at DESC, id DESC
        """
    }

    /// `CROSS`: from the executions to what belongs to each, never the other way.
    private static let joins = """
        CROSS JOIN execution_states AS state ON state.execution = key
        CROSS JOIN execution_inputs AS input ON input.execution = key
        LEFT JOIN execution_ends AS ending ON ending.execution = key
        LEFT JOIN execution_events AS event ON event.position = (key << \(ExecutionEventPlace.seqBits)) + progress_seq
        """

    private static let columns = """
        SELECT key, id, user_id, agent, platform, model, status, attempt, created_at, started_at, completed_at, parent,
            is_for_operator, lease_id, executions.worker, cancelled_seq, last_seq, progress_seq, state.percentage, output_count,
            output_bytes, input_tokens, output_tokens, cost_usd, lease_expires_at, worker_sequence, input.input, labels, output,
            error_code, error_message, event.text, event.number, event.other
        """
}
