import Essentials
import Synchronization

/// What each user uploads now, and what they had uploaded before, as far as somebody uploads. Any thread.
final class UploadPlaces: Sendable {
    private struct Usage {
        /// Uploads that run.
        var running = 0
        /// Bytes that they take or were announced to take.
        var reserved: Int64 = 0
        /// What was uploaded before, as the store said last and what ended since.
        var storedBytes: Int64 = 0
        var storedLoose = 0
        /// What has ended since somebody uploads.
        var endedBytes: Int64 = 0
        var endedCount = 0
    }

    private let users = Mutex<[ExactText: Usage]>([:])

    /// Takes a place, unless the user has `limit` already; 0 is no limit. ``leave(_:stored:)`` is owed for it.
    func enter(_ userID: String, limit: Int) -> UploadPlace? {
        let user = ExactText(userID)
        return users.withLock { users in
            let running = users[user]?.running ?? 0
            guard limit == 0 || running < limit else { return nil }
            users[user, default: Usage()].running += 1
            return UploadPlace(user: user, endedBytes: users[user]?.endedBytes ?? 0, endedCount: users[user]?.endedCount ?? 0)
        }
    }

    /// The store said, after the place was taken, what the user uploaded before.
    ///
    /// What ended in between may be in that or not, and is added: rather counted twice for as long as this user uploads than not
    /// at all.
    ///
    /// - Returns: whether there is room for one more loose upload, those that run counted in; 0 is no limit.
    func learn(_ place: UploadPlace, bytes: Int64, loose: Int, looseLimit: Int) -> Bool {
        users.withLock { users in
            guard var usage = users[place.user] else { return false }
            usage.storedBytes = bytes + (usage.endedBytes - place.endedBytes)
            usage.storedLoose = loose + (usage.endedCount - place.endedCount)
            users[place.user] = usage
            return looseLimit == 0 || usage.storedLoose + usage.running <= looseLimit
        }
    }

    /// Makes sure that an upload may take `bytes` in all.
    ///
    /// - Returns: false when the user's uploads would then take more than `limit`.
    func reserve(_ bytes: Int64, for place: inout UploadPlace, limit: Int64) -> Bool {
        let more = bytes - place.reserved
        guard more > 0 else { return true }
        let user = place.user
        let isReserved = users.withLock { users in
            guard var usage = users[user], usage.storedBytes + usage.reserved <= limit - more else { return false }
            usage.reserved += more
            users[user] = usage
            return true
        }
        if isReserved { place.reserved = bytes }
        return isReserved
    }

    /// Gives a place back.
    ///
    /// - Parameter stored: the size of the file that came of it; nil when none did.
    func leave(_ place: UploadPlace, stored: Int64?) {
        users.withLock { users in
            guard var usage = users[place.user] else { return }
            usage.running -= 1
            usage.reserved -= place.reserved
            if let stored {
                usage.storedBytes += stored
                usage.storedLoose += 1
                usage.endedBytes += stored
                usage.endedCount += 1
            }
            users[place.user] = usage.running == 0 ? nil : usage
        }
    }
}
