import Chat
import GRDB

/// Finds the conversations of one page in one snapshot, from their small rows alone.
struct ConversationList {
    private let database: Database
    private let recent: RecentEvents

    /// - Parameter recent: see ``RecentEvents/forgotten``.
    init(_ database: Database, recent: RecentEvents) {
        self.database = database
        self.recent = recent
    }

    /// Those of a user's: reads the rows of all of them.
    func own(of user: String, _ query: ConversationQuery) throws -> [LatestFirst.Entry] {
        let rows = try PreparedStatement(database, .ownActivities)
        rows.bind(copying: user, at: 1)
        rows.bind(query.isArchived ? 1 : 0, at: 2)
        defer { rows.reset() }
        var page = try Page(query, database)
        while try rows.step() {
            let stored = ConversationActivity(lastSeq: rows.integer(1), updatedAt: rows.integer(2))
            try page.offer(rows.integer(0), stored, recent, participant: rows.integer(3))
        }
        return try page.list.page()
    }

    /// Those of all: what is recent, then the others by the index of their time, each until the page is full.
    func all(_ query: ConversationQuery) throws -> [LatestFirst.Entry] {
        var page = try Page(query, database)
        try offerRecent(query, to: &page)
        let rows = try PreparedStatement(database, .activities)
        rows.bind(query.isArchived ? 1 : 0, at: 1)
        rows.bind(query.before?.updatedAtMilliseconds ?? .max, at: 2)
        defer { rows.reset() }
        while try rows.step(), page.list.mayTake(updatedAt: rows.integer(2)) {
            let stored = ConversationActivity(lastSeq: rows.integer(1), updatedAt: rows.integer(2))
            try page.offer(rows.integer(0), stored, recent)
        }
        return try page.list.page()
    }

    /// Sorts only some of the latest, unless these do not fill the page.
    private func offerRecent(_ query: ConversationQuery, to page: inout Page) throws {
        let latest = query.before?.updatedAtMilliseconds ?? .max
        let activities = recent.activities().filter { $0.updatedAt <= latest }
        let some = Self.latest(64 + 2 * max(0, min(query.limit, activities.count)), of: activities)
        if try offer(some, query, to: &page), some.count < activities.count {
            _ = try offer(activities.sorted { $0.updatedAt > $1.updatedAt }, query, to: &page)
        }
    }

    /// Returns whether earlier ones may be on the page, too.
    private func offer(_ activities: [RecentActivity], _ query: ConversationQuery, to page: inout Page) throws -> Bool {
        let row = try PreparedStatement(database, .activity)
        for activity in activities {
            guard page.list.mayTake(updatedAt: activity.updatedAt) else { return false }
            guard !page.offered.contains(activity.conversation) else { continue }
            row.bind(activity.conversation, at: 1)
            defer { row.reset() }
            guard try row.step(), (row.integer(2) != 0) == query.isArchived else { continue }
            try page.offer(
                activity.conversation, ConversationActivity(lastSeq: row.integer(0), updatedAt: row.integer(1)), recent)
        }
        return true
    }

    /// The latest so many, the latest first.
    static func latest(_ count: Int, of activities: [RecentActivity]) -> [RecentActivity] {
        var kept: [RecentActivity] = []
        var oldest = Int64.min
        // From the end, where the latest mostly are, so that nearly all others are passed over.
        for activity in activities.reversed() where activity.updatedAt >= oldest {
            kept.append(activity)
            guard kept.count >= 2 * count else { continue }
            kept.sort { $0.updatedAt > $1.updatedAt }
            kept.removeLast(kept.count - count)
            oldest = kept.last?.updatedAt ?? oldest
        }
        kept.sort { $0.updatedAt > $1.updatedAt }
        return Array(kept.prefix(count))
    }
}

extension ConversationList {
    /// A page that is being filled.
    private struct Page {
        var list: LatestFirst
        var offered: Set<Int64> = []

        init(_ query: ConversationQuery, _ database: Database) throws {
            let ids = try PreparedStatement(database, .conversationID)
            list = LatestFirst(limit: query.limit, before: query.before) { key in
                ids.bind(key, at: 1)
                defer { ids.reset() }
                return try ids.step() ? ids.text(0) : ""
            }
        }

        /// Offers a conversation once, as far as it is with what is recent.
        mutating func offer(
            _ key: Int64, _ stored: ConversationActivity, _ recent: RecentEvents, participant: Int64? = nil
        ) throws {
            guard offered.insert(key).inserted else { return }
            let activity = stored.with(recent.activity(ofKey: key))
            try list.offer(key, lastSeq: activity.lastSeq, updatedAt: activity.updatedAt, participant: participant)
        }
    }
}
