import Essentials

/// When something is tried again that the store did not take, as ``Essentials/Backoff`` says; never once it is closed.
struct StoreRetry: Sendable {
    private var backoff: Backoff

    /// - Parameter seconds: how long it is tried in all; 0 tries once, nil as long as the store is open.
    init(seconds: Double?) {
        backoff = Backoff(seconds: seconds)
    }

    /// How long to wait before the next attempt, nanoseconds; nil when it is given up.
    mutating func delay(after error: ExecutionStoreError) -> Int64? {
        error == .closed ? nil : backoff.delay()
    }
}
