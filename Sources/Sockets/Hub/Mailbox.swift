import NIOCore
import Synchronization

/// What other threads put to an event loop, and whether the loop was told.
///
/// Bounded only by what feeds it: each connection of the node may have a limited number of frames in progress, whose
/// publications and answers are here, and what they lead to leaves for the rooms whenever the loop reads its mail.
final class Mailbox: Sendable {
    enum Mail: Sendable {
        case publication(Publication)
        case run(@Sendable () -> Void)
    }

    private struct State {
        var items: [Mail] = []
        var isAwake = false
    }

    private let state = Mutex(State())

    /// Puts one item; the loop is not told yet. Any thread.
    func put(_ mail: Mail) {
        state.withLock { $0.items.append(mail) }
    }

    /// Whether the loop has to be told: once until it takes. Any thread.
    func shouldWake() -> Bool {
        state.withLock { state in
            guard !state.isAwake, !state.items.isEmpty else { return false }
            state.isAwake = true
            return true
        }
    }

    /// Takes everything. On the loop.
    func take() -> [Mail] {
        state.withLock { state in
            state.isAwake = false
            let items = state.items
            state.items = []
            return items
        }
    }
}
