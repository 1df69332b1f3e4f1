import Chat
import Essentials

/// What ``RecentEvents`` knew of one conversation at one moment.
struct RecentRuns: Sendable {
    /// Those that are being indexed.
    var older: RecentRun?
    /// Those that came later; they follow on ``older``.
    var newer: RecentRun?

    /// The first `seq` that must be looked for here, if any.
    var firstSeq: Int64? {
        older?.firstSeq ?? newer?.firstSeq
    }

    /// The run with the conversation's last event; nil when all of its events are indexed.
    var last: RecentRun? {
        newer ?? older
    }

    /// Where the event with this `seq` is; nil when it is not among them.
    func place(of seq: Int64) -> LogPlace? {
        older?.place(of: seq) ?? newer?.place(of: seq)
    }

    /// How far the user has read by saying something; nil when they said nothing here.
    func mark(of user: String) -> Int64? {
        let user = ExactText(user)
        return newer?.marks[user] ?? older?.marks[user]
    }
}
