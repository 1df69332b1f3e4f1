/// What became of the deliveries that a run owes: every message once to every member of its room, in order.
public struct DeliveryCounts: Sendable, Equatable {
    /// Messages published.
    public var published: UInt64 = 0
    /// Deliveries owed for them.
    public var expected: UInt64 = 0
    /// Distinct deliveries that came.
    public var received: UInt64 = 0
    /// Deliveries of a message that the subscriber already had.
    public var doubled: UInt64 = 0
    /// Deliveries after a later message of the same publisher, or in another order than other subscribers of the room saw.
    public var reordered: UInt64 = 0
    /// Deliveries of a message of another room, or of none.
    public var misrouted: UInt64 = 0

    public init() {}

    /// Deliveries owed and not made.
    public var lost: UInt64 { expected > received ? expected - received : 0 }

    /// No delivery lost, doubled, reordered or misrouted.
    public var isClean: Bool { lost == 0 && doubled == 0 && reordered == 0 && misrouted == 0 }
}
