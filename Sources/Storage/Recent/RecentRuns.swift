/// What ``RecentMessages`` knew of one conversation at one moment.
struct RecentRuns: Sendable {
    /// Those that are being indexed.
    var older: RecentRun?
    /// Those that came later; they follow on ``older``.
    var newer: RecentRun?

    /// The first `seq` that must be looked for here, if any.
    var firstSeq: Int64? {
        older?.firstSeq ?? newer?.firstSeq
    }

    /// The run with the conversation's last message; nil when all of its messages are indexed.
    var last: RecentRun? {
        newer ?? older
    }

    /// Where the message with this `seq` is; nil when it is not among them.
    func position(of seq: Int64) -> Int64? {
        older?.position(of: seq) ?? newer?.position(of: seq)
    }
}
