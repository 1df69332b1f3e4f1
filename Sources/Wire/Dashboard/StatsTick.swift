/// One tick of the feed, encoded once for all subscribers of an interval; only `seq` differs between them.
public struct StatsTick: Sendable {
    /// The members after `seq` and the bracket that closes the frame.
    private let tail: [UInt8]

    /// Encodes a tick.
    ///
    /// - Parameters:
    ///   - timestampMilliseconds: The end of the interval, Unix time.
    ///   - intervalMilliseconds: The subscribers' interval.
    ///   - cluster: All nodes together.
    ///   - nodes: Each node by name.
    public init(
        timestampMilliseconds: Int64, intervalMilliseconds: Int, cluster: StatsEntry,
        nodes: [(name: String, entry: StatsEntry)]
    ) {
        var writer = JSONWriter(capacity: 1_200 * (nodes.count + 1))
        writer.member("ts", time: timestampMilliseconds)
        writer.member("interval_ms", intervalMilliseconds)
        writer.name("cluster")
        cluster.encode(into: &writer)
        writer.name("nodes")
        writer.beginObject()
        for node in nodes {
            writer.name(escaping: node.name)
            node.entry.encode(into: &writer)
        }
        writer.endObject()
        writer.endObject()
        tail = writer.bytes
    }

    /// The `stats` frame for a subscriber.
    ///
    /// - Parameter seq: The number of this tick in the subscription, from 1.
    public func frame(seq: Int64) -> [UInt8] {
        var writer = JSONWriter(capacity: tail.count + 48)
        writer.beginObject()
        writer.member("type", "stats")
        writer.member("seq", seq)
        writer.raw(tail)
        return writer.bytes
    }
}
