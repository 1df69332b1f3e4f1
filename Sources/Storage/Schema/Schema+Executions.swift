/// What version 3 adds: executions.
///
/// What is known of an execution is in four tables, by how often it changes, since SQLite writes a row whole: each event
/// changes some numbers, so these have a small row of their own and leave the texts alone.
extension Schema {
    /// What changes when it is started and when it ends. `status` is a number, see `ExecutionStatus.code`; `worker` and `lease_id`
    /// are of who holds it.
    ///
    /// The indexes hold what lists are filtered by, each with the place in the list behind it, so that a page is read from its
    /// index in its order. See ``ExecutionListIndex``.
    static let executions = """
        CREATE TABLE executions (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            user_id TEXT NOT NULL,
            agent TEXT NOT NULL,
            platform TEXT NOT NULL,
            model TEXT,
            status INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            started_at INTEGER,
            completed_at INTEGER,
            parent TEXT,
            idempotency_key TEXT,
            is_for_operator INTEGER NOT NULL,
            lease_id TEXT,
            worker TEXT,
            cancelled_seq INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX executions_by_idempotency_key ON executions (user_id, idempotency_key)
            WHERE idempotency_key IS NOT NULL;
        CREATE INDEX executions_in_order ON executions (created_at, id);
        CREATE INDEX executions_of_user ON executions (user_id, created_at, id);
        CREATE INDEX executions_of_user_by_status ON executions (user_id, status, created_at, id);
        CREATE INDEX executions_by_status ON executions (status, created_at, id);
        CREATE INDEX executions_by_agent ON executions (agent, created_at, id);
        CREATE INDEX executions_by_platform ON executions (platform, created_at, id);
        CREATE INDEX executions_by_model ON executions (model, created_at, id) WHERE model IS NOT NULL;
        CREATE INDEX executions_open ON executions (created_at, id) WHERE status < 2;
        """

    /// `execution_states` changes with each event; `progress_seq` is of the event that tells how far it is, 0 for none.
    /// `execution_ends` has a row for what came of it, once something did; `labels` are a ``LabelText``.
    static let executionStates = """
        CREATE TABLE execution_states (
            execution INTEGER PRIMARY KEY,
            last_seq INTEGER NOT NULL,
            progress_seq INTEGER NOT NULL,
            percentage REAL NOT NULL,
            output_count INTEGER NOT NULL,
            output_bytes INTEGER NOT NULL,
            input_tokens INTEGER NOT NULL,
            output_tokens INTEGER NOT NULL,
            cost_usd REAL NOT NULL,
            lease_expires_at INTEGER,
            worker_sequence INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE execution_inputs (
            execution INTEGER PRIMARY KEY,
            input TEXT NOT NULL,
            labels TEXT
        ) STRICT;
        CREATE TABLE execution_ends (
            execution INTEGER PRIMARY KEY,
            output TEXT,
            error_code TEXT,
            error_message TEXT
        ) STRICT;
        """

    /// What version 5 adds: events up to `last_seq` of an execution that was deleted, by its key, which are still to be erased. See
    /// ``Writer/eraseSome()``.
    static let executionLeftovers = """
        CREATE TABLE execution_leftovers (
            execution INTEGER PRIMARY KEY,
            last_seq INTEGER NOT NULL
        ) STRICT;
        """

    /// `position` is an ``ExecutionEventPlace``: the events of an execution lie beside each other, in the order of their `seq`,
    /// without an index. What the other columns hold is said by ``ExecutionEventRow``.
    static let executionEvents = """
        CREATE TABLE execution_events (
            position INTEGER PRIMARY KEY,
            kind INTEGER NOT NULL,
            number INTEGER,
            other INTEGER,
            percentage REAL,
            worker TEXT,
            text TEXT
        ) STRICT;
        """
}
