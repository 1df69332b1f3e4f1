import GRDB

/// The tables, by version. A version that was released never changes; a new one is added below it.
///
/// Messages are appended in the order of commit, for all rooms, so that a transaction fills whole pages at the end of
/// one table. Keyed by room, each message would dirty a page of its own in the table and another in `requests`, and the
/// pages are what a commit costs: 4 pages and 43 µs a message over 1,000 rooms, against 0.5 pages and 14 µs. What finds
/// a message again, `segments` and `requests`, and `activity` are written later, for many messages of a room together; until then the
/// writer has it in memory, and reads it from the end of `messages` when the store opens. See `RecentEvents`.
///
/// Several rows that belong together are consistent because there is one writer: no foreign keys.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: conversations)
            try database.execute(sql: participants)
            try database.execute(sql: messages)
            try database.execute(sql: indexes)
        }
        migrator.registerMigration("2") { database in
            try database.execute(sql: events)
            try database.execute(sql: membership)
            try database.execute(sql: answers)
            try database.execute(sql: attachments)
            try database.execute(sql: search)
        }
        migrator.registerMigration("3") { database in
            try database.execute(sql: executions)
            try database.execute(sql: executionStates)
            try database.execute(sql: executionEvents)
        }
        migrator.registerMigration("4") { database in
            try database.execute(sql: deletions)
        }
        migrator.registerMigration("5") { database in
            try database.execute(sql: executionLeftovers)
        }
        migrator.registerMigration("6") { database in
            try database.execute(sql: quietStretches)
            try fillQuietStretches(database)
        }
        return migrator
    }

    /// `activity` is apart from `conversations` since it changes often: its rows are small, so few pages. Like the indexes it
    /// leaves out the recent messages.
    private static let conversations = """
        CREATE TABLE conversations (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            kind TEXT NOT NULL,
            created_by TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE activity (
            conversation INTEGER PRIMARY KEY,
            last_seq INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;
        """

    /// `key` grows, so it is the order of joining. The index on `conversation` alone holds it implicitly.
    private static let participants = """
        CREATE TABLE participants (
            key INTEGER PRIMARY KEY,
            conversation INTEGER NOT NULL,
            user_id TEXT NOT NULL,
            name TEXT NOT NULL,
            joined_at INTEGER NOT NULL,
            last_read_seq INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE UNIQUE INDEX participants_by_user_in_conversation ON participants (conversation, user_id);
        CREATE INDEX participants_in_order ON participants (conversation);
        CREATE INDEX participants_by_user ON participants (user_id, conversation);
        """

    private static let messages = """
        CREATE TABLE messages (
            position INTEGER PRIMARY KEY,
            conversation INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            id TEXT NOT NULL,
            role TEXT NOT NULL,
            author_id TEXT NOT NULL,
            author_name TEXT NOT NULL,
            content TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            client_id TEXT,
            reply_to TEXT,
            status TEXT NOT NULL DEFAULT 'complete'
        ) STRICT;
        """

    /// A segment holds the positions of messages with consecutive `seq`, 8 bytes little-endian each. All messages up to
    /// `indexed.through` are in `segments` and, with a client id, in `requests`; `position` is null where the request
    /// stored no message.
    private static let indexes = """
        CREATE TABLE segments (
            conversation INTEGER NOT NULL,
            first_seq INTEGER NOT NULL,
            positions BLOB NOT NULL,
            PRIMARY KEY (conversation, first_seq)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE requests (
            conversation INTEGER NOT NULL,
            user_id TEXT NOT NULL,
            client_id TEXT NOT NULL,
            position INTEGER,
            seq INTEGER NOT NULL,
            PRIMARY KEY (conversation, user_id, client_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE indexed (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            through INTEGER NOT NULL
        ) STRICT;
        INSERT INTO indexed VALUES (1, 0);
        CREATE TABLE probes (
            key INTEGER PRIMARY KEY,
            filling BLOB NOT NULL
        ) STRICT;
        """
}
