/// When a busy room may be walked again.
///
/// The messages of people who answer each other fall out of step: while one is being written to everybody the next is
/// committed, and each has a walk of its own for ever. After a walk that took long the next one waits half as long, within
/// which they meet and leave in one write a member. Who writes to a room at rest never waits.
///
/// Times are monotonic nanoseconds. Not thread-safe: part of a room.
struct WalkPacing {
    /// Walks shorter than this are followed at once: that is some tens of members.
    static let shortest: Int64 = 100_000
    /// The longest wait: what a walk over a thousand members costs.
    static let longest: Int64 = 2_000_000

    private var beganAt: Int64 = 0
    private var next: Int64 = 0

    mutating func began(at now: Int64) {
        beganAt = now
    }

    mutating func ended(at now: Int64) {
        let duration = now - beganAt
        next = duration >= Self.shortest ? now + min(duration / 2, Self.longest) : now
    }

    /// How long the next walk has to wait; 0 when it may begin.
    func wait(at now: Int64) -> Int64 {
        max(0, next - now)
    }
}
