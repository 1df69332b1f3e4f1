import Essentials

/// The executions that workers hold, by when their leases run out.
///
/// A lease's time is kept twice: as it is stored, in Unix time, which says which renewal is meant; and on the clock that never
/// goes back, which says when it is over. So a clock that is set ends no lease.
struct LeaseTable: Sendable {
    /// A lease that ran out.
    struct End: Sendable, Equatable {
        var executionID: String
        var leaseID: String
        /// When it ran out as it is stored, Unix milliseconds.
        var expiredAtMilliseconds: Int64
    }

    private var leases: [String: ExecutionLease] = [:]
    private var deadlines = DeadlineQueue<String>()

    /// How many executions are held.
    var count: Int { leases.count }

    /// A worker holds the execution, or holds it longer.
    ///
    /// - Parameter deadline: monotonic nanoseconds.
    mutating func hold(_ executionID: String, _ lease: ExecutionLease, deadline: Int64) {
        leases[executionID] = lease
        deadlines.set(executionID, deadline: deadline)
    }

    /// The worker that holds this lease was heard, though the store did not take what it said: the lease ends later, and as it is
    /// stored.
    ///
    /// - Parameter deadline: monotonic nanoseconds.
    mutating func prolong(_ executionID: String, leaseID: String, deadline: Int64) {
        guard let lease = leases[executionID], ExactText(lease.id) == ExactText(leaseID) else { return }
        deadlines.set(executionID, deadline: deadline)
    }

    /// Nobody holds it any more.
    mutating func release(_ executionID: String) {
        guard leases.removeValue(forKey: executionID) != nil else { return }
        deadlines.remove(executionID)
    }

    /// The leases that have run out, the earliest first. Each is told again after `patience` unless it is renewed or released by
    /// then: the store may have refused its end.
    mutating func takeDue(at now: Int64, limit: Int, patience: Int64) -> [End] {
        deadlines.takeDue(at: now, limit: limit).compactMap { id in
            guard let lease = leases[id] else { return nil }
            deadlines.set(id, deadline: now + patience)
            return End(executionID: id, leaseID: lease.id, expiredAtMilliseconds: lease.expiresAtMilliseconds)
        }
    }
}
