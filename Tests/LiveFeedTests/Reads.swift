import Synchronization

/// Counts how often it is read.
final class Reads: Sendable {
    private let reads = Mutex(0)

    var total: Int { reads.withLock { $0 } }

    func count() -> Double {
        reads.withLock { reads in
            reads += 1
            return Double(reads)
        }
    }
}
