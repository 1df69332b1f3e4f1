/// Consecutive messages of one conversation that are in no index yet.
struct RecentRun: Sendable {
    /// The conversation's key.
    let conversation: Int64
    /// The `seq` of the first.
    let firstSeq: Int64
    /// Where they are in `messages`, by ascending `seq`. Never empty.
    private(set) var positions: [Int64]
    /// Unix time of the last, milliseconds.
    private(set) var updatedAt: Int64

    /// The `seq` of the last.
    var lastSeq: Int64 {
        firstSeq + Int64(positions.count) - 1
    }

    /// Adds the next message.
    mutating func append(_ position: Int64, at time: Int64) {
        positions.append(position)
        updatedAt = time
    }

    /// Where the message with this `seq` is; nil when it is not among them.
    func position(of seq: Int64) -> Int64? {
        guard seq >= firstSeq, seq <= lastSeq else { return nil }
        return positions[Int(seq - firstSeq)]
    }
}
