import Dispatch
import Synchronization

/// Holds up a gather, as a slow collector would, until the test lets it go on.
final class Gate: Sendable {
    private let entered: AsyncStream<Void>
    private let onEnter: AsyncStream<Void>.Continuation
    private let opened = DispatchSemaphore(value: 0)
    private let passages = Atomic(0)

    init() {
        (entered, onEnter) = AsyncStream.makeStream()
    }

    /// Times that a gather came by.
    var count: Int {
        passages.load(ordering: .relaxed)
    }

    /// Called by the gather: waits until it may go on.
    func pass() -> Double {
        passages.wrappingAdd(1, ordering: .relaxed)
        onEnter.yield()
        opened.wait()
        return 1
    }

    /// Returns when a gather stands before the gate.
    func awaitGather() async {
        for await _ in entered { return }
    }

    /// Lets so many gathers go on.
    func open(_ times: Int = 1) {
        for _ in 0..<times { opened.signal() }
    }
}
