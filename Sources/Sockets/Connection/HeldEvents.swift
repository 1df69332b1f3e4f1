import NIOCore
import Telemetry

/// Events that came by before a connection's first frame was out, in order.
///
/// Bounded: of more than ``limit`` the oldest go. That loses nothing: the state of the room that the first frame tells is
/// taken last, and whatever came before that is in it. Not thread-safe: part of a connection.
struct HeldEvents {
    struct Event {
        /// The event's frame.
        var frame: ByteBuffer
        /// The counter of its type.
        var sent: LocalCounter
        /// 0 for events that are no part of what the group streams.
        var part: Int64
    }

    static let limit = 256

    private var events = Queue<Event>()

    mutating func append(_ event: Event) {
        if events.count == Self.limit { _ = events.popFirst() }
        events.append(event)
    }

    /// All of them, the oldest first; none is held afterwards.
    mutating func takeAll() -> [Event] {
        var all: [Event] = []
        all.reserveCapacity(events.count)
        while let event = events.popFirst() { all.append(event) }
        return all
    }
}
