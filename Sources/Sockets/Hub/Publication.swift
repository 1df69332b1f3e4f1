import Synchronization

/// One event on its way to every connection of a group.
struct Publication: Sendable {
    var group: String
    /// One JSON text, encoded once.
    var payload: [UInt8]
    /// 0 for events that may be missed.
    var seq: Int64
    /// When the frame that caused it was received, monotonic nanoseconds; 0 if none did.
    var receivedAt: Int64
    /// When it was published, monotonic nanoseconds.
    var publishedAt: Int64
    /// Set when more than one loop has members.
    var tracker: DeliveryTracker?
}

/// Tells which loop wrote to the last local recipient when several loops share a publication.
final class DeliveryTracker: Sendable {
    private let remaining: Atomic<Int>

    /// - Parameter loops: how many loops will report.
    init(loops: Int) {
        remaining = Atomic(loops)
    }

    /// One loop has written to all its members; true for the last one.
    func finished() -> Bool {
        remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0
    }
}
