/// Decides when an HTTP connection has had its time: between requests, for the body of one, and for taking an answer.
///
/// Times are ticks of the loop's wheel. Not thread-safe: a value of the connection.
struct HTTPPatience {
    /// So many bytes of a body renew the time for it. Who sends fewer in that time trickles, and gets no more for that.
    static let bodyStep = 16 * 1024

    /// Ticks that each of the three may take; a body for each ``bodyStep``.
    let limit: UInt32
    /// Requests that are not answered yet.
    private(set) var unanswered = 0
    /// When the head of the request whose body still comes was read, or the last step of the body; nil when none does.
    private var readingSince: UInt32?
    /// Bytes of the body since then.
    private var bodyBytes = 0
    private var idleSince: UInt32
    /// Bytes that waited for the peer when last seen.
    private var waiting = 0
    private var progressAt: UInt32

    init(limit: UInt32, now: UInt32) {
        self.limit = limit
        idleSince = now
        progressAt = now
    }

    mutating func headReceived(at now: UInt32) {
        unanswered += 1
        readingSince = now
        bodyBytes = 0
    }

    /// A part of the body came. Behind an answer that was early it is only read to be thrown away, which renews nothing.
    mutating func bodyReceived(_ bytes: Int, at now: UInt32) {
        guard readingSince != nil, unanswered > 0 else { return }
        bodyBytes += bytes
        guard bodyBytes >= Self.bodyStep else { return }
        bodyBytes = 0
        readingSince = now
    }

    mutating func requestReceived(at now: UInt32) {
        readingSince = nil
        idleSince = now
    }

    /// What waits for the peer, before something is added to it: less than was there means that the peer takes it.
    mutating func noteProgress(waiting: Int, at now: UInt32) {
        if waiting == 0 || waiting < self.waiting { progressAt = now }
        self.waiting = waiting
    }

    /// What waits for the peer, after something was added.
    mutating func wrote(waiting: Int) {
        self.waiting = waiting
    }

    /// What was no request is answered, too, without having been counted as one.
    mutating func answered(at now: UInt32) {
        unanswered = max(0, unanswered - 1)
        idleSince = now
    }

    /// Whether the connection is to be closed.
    ///
    /// - Parameter waiting: bytes that wait for the peer.
    mutating func isOver(waiting: Int, at now: UInt32) -> Bool {
        noteProgress(waiting: waiting, at: now)
        if waiting > 0 {
            idleSince = now
            return isPast(progressAt, now)
        }
        if let readingSince {
            // Behind a request that is not answered yet, a body may have to wait for us.
            return unanswered <= 1 && isPast(readingSince, now)
        }
        return unanswered == 0 && isPast(idleSince, now)
    }

    private func isPast(_ since: UInt32, _ now: UInt32) -> Bool {
        now >= since &+ limit
    }
}
