import Telemetry
import Wire

/// One second of the feed, for those who keep more of it than the feed does.
public struct FeedSecond: Sendable {
    /// The registry at its end.
    public let snapshot: Snapshot
    /// Its end, Unix time in milliseconds.
    public let timestampMilliseconds: Int64
    /// What subscribers at one second get.
    public let entry: StatsEntry
}
