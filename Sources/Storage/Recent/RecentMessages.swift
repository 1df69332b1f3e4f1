import Synchronization

/// Where the messages are that are in no index yet. Any thread may ask; the writer adds and removes.
///
/// The writer adds messages after their commit and forgets them after the commit that completed their index. So a reader
/// that asks here *before* it opens its snapshot finds every message that was acknowledged by then: here, in the
/// snapshot's index, or in both. Within a conversation the index always holds the messages up to some `seq`, and what
/// is here follows without a gap.
///
/// There are two generations: the newer one grows until it is large enough to be worth indexing, then it is the older one.
final class RecentMessages: Sendable {
    private struct State {
        var newer = RecentGeneration()
        var older = RecentGeneration()
    }

    private let state = Mutex(State())

    /// What is known of the conversation with this id. While it is kept, the conversation's next message copies its run: some
    /// microseconds for a run of 16,384.
    func runs(of conversation: String) -> RecentRuns {
        state.withLock { RecentRuns(older: $0.older.run(of: conversation), newer: $0.newer.run(of: conversation)) }
    }

    /// How far the conversation with this id is; nil when all of its messages are indexed.
    func activity(of conversation: String) -> RecentActivity? {
        state.withLock { ($0.newer.run(of: conversation) ?? $0.older.run(of: conversation))?.activity }
    }

    /// How far each conversation is that has such messages, later messages later.
    func activities() -> [RecentActivity] {
        let (older, newer) = state.withLock { ($0.older.activities, $0.newer.activities) }
        return older + newer
    }

    /// Adds the messages of a transaction, in the order of commit.
    func add(_ messages: [StoredMessage]) {
        state.withLock { state in
            for message in messages {
                state.newer.add(message)
            }
        }
    }

    /// Makes all of them those that are being indexed, and returns them. There must be none of these.
    func beginIndexing() -> [RecentRun] {
        state.withLock { state in
            state.older = state.newer
            state.newer = RecentGeneration(following: state.older)
            return state.older.runs
        }
    }

    /// Forgets those that were indexed.
    func endIndexing() {
        state.withLock { $0.older = RecentGeneration() }
    }
}
