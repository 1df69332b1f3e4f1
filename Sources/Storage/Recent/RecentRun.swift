/// Consecutive messages of one conversation that are in no index yet.
struct RecentRun: Sendable {
    /// The conversation's key.
    let conversation: Int64
    /// The `seq` of the first.
    let firstSeq: Int64
    /// Where they are in `messages`, by ascending `seq`. Never empty.
    private(set) var positions: [Int64]
    /// The `seq` of the last. Kept beside the positions, so that looking at all runs touches no other memory.
    private(set) var lastSeq: Int64
    /// Unix time of the last, milliseconds.
    private(set) var updatedAt: Int64

    init(conversation: Int64, firstSeq: Int64, positions: [Int64], updatedAt: Int64) {
        self.conversation = conversation
        self.firstSeq = firstSeq
        self.positions = positions
        self.updatedAt = updatedAt
        lastSeq = firstSeq + Int64(positions.count) - 1
    }

    /// Adds the next message.
    mutating func append(_ position: Int64, at time: Int64) {
        positions.append(position)
        lastSeq += 1
        updatedAt = time
    }

    /// Where the message with this `seq` is; nil when it is not among them.
    func position(of seq: Int64) -> Int64? {
        guard seq >= firstSeq, seq <= lastSeq else { return nil }
        return positions[Int(seq - firstSeq)]
    }
}
