import Chat
import Essentials

/// A request of one conversation, as its author named it. Both texts count by their bytes, as they do in the index.
struct RequestKey: Hashable, Comparable {
    let user: String
    let clientID: String
    /// Of the two texts, computed once: a request is looked for three times.
    private let digest: Int

    init(user: String, clientID: String) {
        self.user = user
        self.clientID = clientID
        var hasher = Hasher()
        hasher.combine(ExactText(user))
        hasher.combine(ExactText(clientID))
        digest = hasher.finalize()
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(digest)
    }

    static func == (left: RequestKey, right: RequestKey) -> Bool {
        left.digest == right.digest && ExactText(left.clientID) == ExactText(right.clientID)
            && ExactText(left.user) == ExactText(right.user)
    }

    static func < (left: RequestKey, right: RequestKey) -> Bool {
        let (user, other) = (ExactText(left.user), ExactText(right.user))
        return user == other ? ExactText(left.clientID) < ExactText(right.clientID) : user < other
    }
}
