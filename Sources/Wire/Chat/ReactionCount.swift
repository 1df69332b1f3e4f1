/// How many users reacted to a message with one emoji.
public struct ReactionCount: Sendable, Equatable {
    public var emoji: String
    /// At least 1.
    public var count: Int

    /// A count.
    public init(emoji: String, count: Int) {
        self.emoji = emoji
        self.count = count
    }

    /// Writes `{emoji: count, …}`, in the order given.
    public static func encode(_ counts: [ReactionCount], into writer: inout JSONWriter) {
        writer.beginObject()
        for reaction in counts {
            writer.name(escaping: reaction.emoji)
            writer.value(reaction.count)
        }
        writer.endObject()
    }
}
