import Wire

/// The reactions to a message as the column `reactions` has them: a line for each emoji, in the order in which they came first,
/// of the count, a space and the emoji. No emoji holds a line break.
struct ReactionSummary: Equatable {
    private(set) var counts: [ReactionCount]

    /// - Throws: when the text is none that ``text`` makes.
    init(_ text: String?) throws(SQLiteFailure) {
        counts = []
        for line in (text ?? "").utf8.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 1)
            guard parts.count == 2, let count = Int(Substring(parts[0])) else {
                throw SQLiteFailure(corrupt: "the reactions to a message cannot be read")
            }
            counts.append(ReactionCount(emoji: String(Substring(parts[1])), count: count))
        }
    }

    /// As it is stored; nil when there is none.
    var text: String? {
        counts.isEmpty ? nil : counts.map { "\($0.count) \($0.emoji)" }.joined(separator: "\n")
    }

    /// Whether somebody reacted with this emoji.
    func contains(_ emoji: String) -> Bool {
        index(of: emoji) != nil
    }

    /// Counts a reaction.
    mutating func add(_ emoji: String) {
        if let index = index(of: emoji) {
            counts[index].count += 1
        } else {
            counts.append(ReactionCount(emoji: emoji, count: 1))
        }
    }

    /// Counts a reaction no more.
    mutating func remove(_ emoji: String) {
        guard let index = index(of: emoji) else { return }
        counts[index].count -= 1
        if counts[index].count < 1 { counts.remove(at: index) }
    }

    private func index(of emoji: String) -> Int? {
        counts.firstIndex { $0.emoji.utf8.elementsEqual(emoji.utf8) }
    }
}
