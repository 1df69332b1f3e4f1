import Synchronization

/// Where the events are that are in no index yet. Any thread may ask; the writer adds and removes.
///
/// The writer adds events after their commit and forgets them after the commit that completed their index. So a reader
/// that asks here *before* it opens its snapshot finds every event that was acknowledged by then: here, in the
/// snapshot's index, or in both. Within a conversation the index always holds the events up to some `seq`, and what
/// is here follows without a gap.
///
/// There are two generations: the newer one grows until it is large enough to be worth indexing, then it is the older one.
final class RecentEvents: Sendable {
    private struct State {
        var newer = RecentGeneration()
        var older = RecentGeneration()
        var forgotten = 0
    }

    private let state = Mutex(State())

    /// What is known of the conversation with this id. While it is kept, the conversation's next event copies its run: some
    /// microseconds for a run of 16,384.
    func runs(of conversation: String) -> RecentRuns {
        state.withLock { RecentRuns(older: $0.older.run(of: conversation), newer: $0.newer.run(of: conversation)) }
    }

    /// How far the conversation with this id is; nil when all of its events are indexed.
    func activity(of conversation: String) -> RecentActivity? {
        state.withLock { ($0.newer.run(of: conversation) ?? $0.older.run(of: conversation))?.activity }
    }

    /// Both of one moment.
    func activityAndRuns(of conversation: String) -> (activity: RecentActivity?, runs: RecentRuns) {
        let runs = runs(of: conversation)
        return (runs.last?.activity, runs)
    }

    /// How often events were forgotten. What is asked here after a snapshot was opened completes it as well, and may be later than
    /// it, as long as this is what it was before the snapshot was opened.
    var forgotten: Int {
        state.withLock { $0.forgotten }
    }

    /// ``runs(of:)`` by the conversation's key.
    func runs(ofKey key: Int64) -> RecentRuns {
        state.withLock { RecentRuns(older: $0.older.run(ofKey: key), newer: $0.newer.run(ofKey: key)) }
    }

    /// ``activity(of:)`` by the conversation's key.
    func activity(ofKey key: Int64) -> RecentActivity? {
        state.withLock { ($0.newer.run(ofKey: key) ?? $0.older.run(ofKey: key))?.activity }
    }

    /// How far each conversation is that has such events, later events later.
    func activities() -> [RecentActivity] {
        let (older, newer) = state.withLock { ($0.older.activities, $0.newer.activities) }
        return older + newer
    }

    /// Adds the events of a transaction, in the order of commit.
    func add(_ events: [StoredEvent]) {
        state.withLock { state in
            for event in events {
                state.newer.add(event)
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
        state.withLock { state in
            state.older = RecentGeneration()
            state.forgotten += 1
        }
    }
}
