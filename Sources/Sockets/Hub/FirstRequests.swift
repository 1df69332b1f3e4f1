/// The connections of a loop that have not said yet what they want, in the order in which they came, and so in the order in
/// which their time runs out: no timer a connection, and each leaves without a search. Not thread-safe: one a loop.
struct FirstRequests {
    private var first: UpgradeHandler?
    private var last: UpgradeHandler?
    /// Whether the door is shut: who comes now is not waited for.
    private(set) var isClosed = false

    mutating func append(_ handler: UpgradeHandler) {
        handler.earlier = last
        if let last { last.later = handler } else { first = handler }
        last = handler
    }

    /// Takes out one that was appended and is still here.
    mutating func remove(_ handler: UpgradeHandler) {
        if let earlier = handler.earlier { earlier.later = handler.later } else { first = handler.later }
        if let later = handler.later { later.earlier = handler.earlier } else { last = handler.earlier }
        handler.earlier = nil
        handler.later = nil
    }

    /// The one that waits longest.
    var oldest: UpgradeHandler? { first }

    /// Nobody is waited for any more.
    mutating func close() {
        isClosed = true
    }
}
