import Synchronization

/// How many scrapes are in flight, and whether one more may be.
final class ScrapeAdmission: Sendable {
    private let limit: Int
    private let running = Mutex(0)

    /// - Parameter limit: scrapes at once; 0 for no limit.
    init(limit: Int) {
        self.limit = limit
    }

    var inFlight: Int {
        running.withLock { $0 }
    }

    /// Counts one more if it may be; then ``leave()`` must follow.
    func admit() -> Bool {
        running.withLock { running in
            guard limit <= 0 || running < limit else { return false }
            running += 1
            return true
        }
    }

    func leave() {
        running.withLock { $0 -= 1 }
    }
}
