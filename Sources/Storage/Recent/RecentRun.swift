import Chat
import Essentials

/// Consecutive events of one conversation that are in no index yet.
struct RecentRun: Sendable {
    /// The conversation's key.
    let conversation: Int64
    /// The `seq` of the first.
    let firstSeq: Int64
    /// Where they are, by ascending `seq`. Never empty.
    private(set) var places: [LogPlace]
    /// How far each author has read by saying something.
    private(set) var marks: [ExactText: Int64] = [:]
    /// The `seq` of the last. Kept beside the places, so that looking at all runs touches no other memory.
    private(set) var lastSeq: Int64
    /// Unix time of the conversation's last message, milliseconds.
    private(set) var updatedAt: Int64

    init(conversation: Int64, firstSeq: Int64, places: [LogPlace]) {
        self.conversation = conversation
        self.firstSeq = firstSeq
        self.places = places
        updatedAt = 0
        lastSeq = firstSeq + Int64(places.count) - 1
    }

    init(_ event: StoredEvent) {
        self.init(conversation: event.conversation.key, firstSeq: event.seq, places: [event.place])
        note(event)
    }

    /// Adds the next event.
    mutating func append(_ event: StoredEvent) {
        places.append(event.place)
        lastSeq += 1
        note(event)
    }

    /// Where the event with this `seq` is; nil when it is not among them.
    func place(of seq: Int64) -> LogPlace? {
        guard seq >= firstSeq, seq <= lastSeq else { return nil }
        return places[Int(seq - firstSeq)]
    }

    private mutating func note(_ event: StoredEvent) {
        updatedAt = event.updatedAt
        if let reader = event.reader { marks[reader] = event.seq }
    }
}
