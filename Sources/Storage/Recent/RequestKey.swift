/// A request of one conversation, as its author named it.
struct RequestKey: Hashable, Comparable {
    let user: String
    let clientID: String
    /// Of the two texts, computed once: a request is looked for three times.
    private let digest: Int

    init(user: String, clientID: String) {
        self.user = user
        self.clientID = clientID
        var hasher = Hasher()
        hasher.combine(user)
        hasher.combine(clientID)
        digest = hasher.finalize()
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(digest)
    }

    static func == (left: RequestKey, right: RequestKey) -> Bool {
        left.digest == right.digest && left.clientID == right.clientID && left.user == right.user
    }

    static func < (left: RequestKey, right: RequestKey) -> Bool {
        left.user == right.user ? left.clientID < right.clientID : left.user < right.user
    }
}
