/// A conversation as the writer knows it; what the running transaction did to it included.
///
/// Belongs to the writer, like ``Writer``, whose exemption from checks of exclusive access it shares.
final class StoredConversation {
    /// Its key in the database.
    let key: Int64
    let id: String
    @exclusivity(unchecked) var lastSeq: Int64
    /// Unix time of its last message, or of its creation, milliseconds.
    @exclusivity(unchecked) var updatedAt: Int64
    /// How many participants it has; nil until somebody asked.
    @exclusivity(unchecked) var participantCount: Int?
    /// Where its recent events are, to find them without its id.
    @exclusivity(unchecked) var recent: RecentGeneration.Place?

    init(key: Int64, id: String, lastSeq: Int64, updatedAt: Int64) {
        self.key = key
        self.id = id
        self.lastSeq = lastSeq
        self.updatedAt = updatedAt
    }
}
