/// The parameter `since` of a handshake: the last `seq` that the client knows.
enum Since: Equatable {
    /// The client did not ask to be caught up.
    case absent
    case seq(Int64)
    case malformed

    static let refusal = "since must be a whole number of at least 0"

    init(_ parameter: String?) {
        switch parameter.map(Int64.init) {
        case nil: self = .absent
        case .some(.some(let seq)) where seq >= 0: self = .seq(seq)
        case .some: self = .malformed
        }
    }

    /// The number; nil when there is none.
    var seq: Int64? {
        if case .seq(let seq) = self { seq } else { nil }
    }
}
