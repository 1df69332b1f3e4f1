import Synchronization
import Wire

/// Adds up what several loops did with one publication and tells the last of them, so that it is recorded once. Any thread.
final class DeliveryTracker: Sendable {
    /// What was written of a publication.
    struct Delivery {
        var endpoint: Endpoint
        /// Members that it was written to; at least one.
        var recipients: Int
        /// When the last of them was written to, monotonic nanoseconds.
        var writtenAt: Int64
    }

    private struct State {
        var remaining: Int
        var total: Delivery?
    }

    private let state: Mutex<State>

    /// - Parameter loops: how many loops will report.
    init(loops: Int) {
        state = Mutex(State(remaining: loops, total: nil))
    }

    /// One loop has written to all its members; nil when it had none left.
    ///
    /// - Returns: the sum over the loops for the last of them, if anybody on any loop was written to.
    func finished(_ part: Delivery?) -> Delivery? {
        state.withLock { state in
            state.remaining -= 1
            if let part {
                let before = state.total
                state.total = Delivery(
                    endpoint: part.endpoint, recipients: (before?.recipients ?? 0) + part.recipients,
                    writtenAt: max(before?.writtenAt ?? 0, part.writtenAt))
            }
            return state.remaining == 0 ? state.total : nil
        }
    }
}
