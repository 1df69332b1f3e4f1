/// Recent messages that are indexed together.
struct RecentGeneration: Sendable {
    /// Where a conversation's run is.
    struct Place {
        let generation: Int
        let run: Int
    }

    /// One for each conversation, in the order of their first message here.
    private(set) var runs: [RecentRun] = []
    private var places: [String: Int] = [:]
    private let number: Int

    init() {
        number = 0
    }

    /// An empty generation after another.
    init(following previous: RecentGeneration) {
        number = previous.number + 1
    }

    /// The messages of the conversation with this id.
    func run(of conversation: String) -> RecentRun? {
        places[conversation].map { runs[$0] }
    }

    /// How far each of ``runs`` goes.
    var activities: [RecentActivity] {
        runs.map(\.activity)
    }

    /// Adds a message that follows on those of its conversation.
    mutating func add(_ message: StoredMessage) {
        let conversation = message.conversation
        if let place = conversation.recent, place.generation == number {
            runs[place.run].append(message.position, at: message.createdAt)
        } else if let run = places[conversation.id] {
            runs[run].append(message.position, at: message.createdAt)
            conversation.recent = Place(generation: number, run: run)
        } else {
            places[conversation.id] = runs.count
            conversation.recent = Place(generation: number, run: runs.count)
            runs.append(
                RecentRun(
                    conversation: conversation.key, firstSeq: message.seq, positions: [message.position],
                    updatedAt: message.createdAt))
        }
    }
}
