/// Recent events that are indexed together.
struct RecentGeneration: Sendable {
    /// Where a conversation's run is.
    struct Place {
        let generation: Int
        let run: Int
    }

    /// One for each conversation, in the order of their first event here.
    private(set) var runs: [RecentRun] = []
    private var places: [String: Int] = [:]
    private var keys: [Int64: Int] = [:]
    private let number: Int

    init() {
        number = 0
    }

    /// An empty generation after another.
    init(following previous: RecentGeneration) {
        number = previous.number + 1
    }

    /// The events of the conversation with this id.
    func run(of conversation: String) -> RecentRun? {
        places[conversation].map { runs[$0] }
    }

    /// The events of the conversation with this key.
    func run(ofKey key: Int64) -> RecentRun? {
        keys[key].map { runs[$0] }
    }

    /// How far each of ``runs`` goes.
    var activities: [RecentActivity] {
        runs.map(\.activity)
    }

    /// Adds an event that follows on those of its conversation.
    mutating func add(_ event: StoredEvent) {
        let conversation = event.conversation
        if let place = conversation.recent, place.generation == number {
            runs[place.run].append(event)
        } else if let run = places[conversation.id] {
            runs[run].append(event)
            conversation.recent = Place(generation: number, run: run)
        } else {
            places[conversation.id] = runs.count
            keys[conversation.key] = runs.count
            conversation.recent = Place(generation: number, run: runs.count)
            runs.append(RecentRun(event))
        }
    }
}
