/// What version 2 adds.
///
/// `messages` is the log of all events of all rooms: a message as it is now, and what happened to it later under later `seq`, each
/// a row with the message's `id`. Plain messages have nulls and zeros in the new columns, a byte each, so that appending costs
/// what it did; what few messages have is in tables of its own, and `traits` says where to look.
extension Schema {
    /// See ``EventKind`` and ``Traits``. Ids grow in time, so the index grows at its end, as the log does; `kind` is in it so that
    /// many reactions to a message are not in the way of who looks for the message or for its edits.
    static let events = """
        ALTER TABLE messages ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE messages ADD COLUMN traits INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE messages ADD COLUMN edited_at INTEGER;
        ALTER TABLE messages ADD COLUMN reactions TEXT;
        CREATE INDEX messages_by_id ON messages (id, kind);
        CREATE TABLE reactions (
            message INTEGER NOT NULL,
            emoji TEXT NOT NULL,
            user_id TEXT NOT NULL,
            PRIMARY KEY (message, emoji, user_id)
        ) STRICT, WITHOUT ROWID;
        """

    /// `joined_after` is the conversation's `seq` when the participant joined: what they said before, as a participant of old,
    /// moves no mark. `is_archived` is in `activity` since every list asks for it; `activity` changes rarely enough, once for
    /// many messages, for an index by time.
    static let membership = """
        ALTER TABLE conversations ADD COLUMN assistant TEXT;
        ALTER TABLE activity ADD COLUMN is_archived INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX activity_in_order ON activity (is_archived, updated_at);
        ALTER TABLE participants ADD COLUMN is_operator INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE participants ADD COLUMN joined_after INTEGER NOT NULL DEFAULT 0;
        """

    /// What version 4 adds: where the tombstones are, so that who counts what is unread can leave them out unread. The term is
    /// `Traits.deleted`; see `ReadStatement.deleted`. <https://www.sqlite.org/partialindex.html>
    static let deletions = "CREATE INDEX messages_deleted ON messages (conversation, seq) WHERE traits & 1"

    /// `answers` holds what a generated message and its ending have besides a row of the log, by the row's position.
    static let answers = """
        CREATE TABLE answers (
            position INTEGER PRIMARY KEY,
            model TEXT,
            finish_reason TEXT,
            error_code TEXT,
            input_tokens INTEGER,
            output_tokens INTEGER,
            cost_usd REAL,
            duration_ms INTEGER,
            first_chunk_ms INTEGER
        ) STRICT;
        CREATE TABLE open_answers (
            message_id TEXT PRIMARY KEY,
            conversation INTEGER NOT NULL,
            question_id TEXT NOT NULL,
            model TEXT NOT NULL,
            started_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// `message` is the position of the message that carries it, null for none; `place` its place among the message's.
    static let attachments = """
        CREATE TABLE uploads (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            conversation INTEGER NOT NULL,
            user_id TEXT NOT NULL,
            file_name TEXT NOT NULL,
            content_type TEXT NOT NULL,
            size INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            message INTEGER,
            place INTEGER
        ) STRICT;
        CREATE INDEX uploads_of_message ON uploads (message, place) WHERE message IS NOT NULL;
        CREATE INDEX uploads_loose ON uploads (created_at) WHERE message IS NULL;
        CREATE INDEX uploads_of_user ON uploads (user_id, message, size);
        """

    /// The words of the messages up to `searchable.through`, by position; see ``SearchText``. Contentless, without positions of
    /// words and without sizes: which message has which word, and nothing that a search does not need.
    /// <https://www.sqlite.org/fts5.html#contentless_tables>
    static let search = """
        CREATE VIRTUAL TABLE words USING fts5(
            body, content='', columnsize=0, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2"
        );
        CREATE TABLE searchable (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            through INTEGER NOT NULL
        ) STRICT;
        INSERT INTO searchable VALUES (1, 0);
        """
}
