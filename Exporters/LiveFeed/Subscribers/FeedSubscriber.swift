/// Whoever receives the live feed: a dashboard socket.
public protocol FeedSubscriber: AnyObject, Sendable {
    /// Whether the next tick would only wait. It is then skipped whole, and its `seq` is missing for good.
    ///
    /// Asked on the feed's thread, once a tick; must not block.
    var isCongested: Bool { get }

    /// Takes one frame, a JSON text. It may wait for the feed's `flush`.
    ///
    /// Called in order, one frame at a time, on the feed's thread or on the one that subscribes. Must neither block nor call
    /// ``LiveFeed/subscribe(_:intervalMilliseconds:)``.
    func send(_ frame: [UInt8])
}
