import Agents
import Essentials
import Wire

/// One execution of the store in memory.
struct StoredExecution {
    var record: ExecutionRecord
    var events: [ExecutionEvent]
    /// Its place among all executions in the order in which they were made.
    var place: Int
    var key: OwnerKey?
}

/// An idempotency key, and whose it is.
struct OwnerKey: Hashable {
    var userID: ExactText
    var key: ExactText
}
