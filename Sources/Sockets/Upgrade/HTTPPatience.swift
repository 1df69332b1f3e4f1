/// Decides when an HTTP connection has had its time: between requests, for the body of one, and for taking an answer.
///
/// Times are ticks of the loop's wheel. Not thread-safe: a value of the connection.
struct HTTPPatience {
    /// Ticks that each of the three may take.
    let limit: UInt32
    /// Requests that are not answered yet.
    private(set) var unanswered = 0
    /// When the head of the request whose body still comes was read; nil when none does.
    private var readingSince: UInt32?
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

    mutating func answered(at now: UInt32) {
        unanswered -= 1
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
