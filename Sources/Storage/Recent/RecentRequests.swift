/// The requests whose events are in no index yet. Belongs to the writer.
struct RecentRequests {
    /// By the conversation's key, since they are indexed by conversation.
    typealias Requests = [Int64: [RequestKey: StoredRequest]]

    private var newer: Requests = [:]
    private var older: Requests = [:]

    /// What the request came to, if it is a recent one.
    func find(_ key: RequestKey, in conversation: Int64) -> StoredRequest? {
        newer[conversation]?[key] ?? older[conversation]?[key]
    }

    /// Remembers a request.
    mutating func add(_ key: RequestKey, in conversation: Int64, _ request: StoredRequest) {
        newer[conversation, default: [:]][key] = request
    }

    /// Forgets a request whose transaction failed.
    mutating func remove(_ key: RequestKey, in conversation: Int64) {
        newer[conversation]?[key] = nil
    }

    /// Makes all of them those that are being indexed. There must be none of these.
    mutating func beginIndexing() {
        older = newer
        newer = [:]
    }

    /// The requests of a conversation that are being indexed, in the order of the index.
    func beingIndexed(in conversation: Int64) -> [(key: RequestKey, request: StoredRequest)] {
        older[conversation, default: [:]].map { (key: $0.key, request: $0.value) }.sorted { $0.key < $1.key }
    }

    /// Forgets those that were indexed.
    mutating func endIndexing() {
        older = [:]
    }
}
