import Synchronization

/// The text of an answer between the model, which must not wait, and the store, which takes its time.
final class StreamedText: Sendable {
    private struct State {
        var whole = ""
        /// How much of it was taken, in UTF-8.
        var taken = 0
        var isFinished = false
        var pause: Task<Void, Never>?

        var isUrgent: Bool { isFinished || whole.utf8.count - taken >= OutputPump.pieceBytes }
    }

    /// Comes whenever there is something to take, and ends after the last.
    let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation
    private let state = Mutex(State())

    init() {
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// All that came.
    var whole: String { state.withLock { $0.whole } }

    /// Adds a piece; returns at once.
    func append(_ piece: String) {
        let pause = state.withLock { state in
            state.whole += piece
            return state.isUrgent ? state.pause : nil
        }
        pause?.cancel()
        signal.yield()
    }

    /// Nothing comes any more.
    func finish() {
        let pause = state.withLock { state in
            state.isFinished = true
            return state.pause
        }
        pause?.cancel()
        signal.finish()
    }

    /// What came since the last time.
    func take() -> String {
        state.withLock { state in
            let start = state.whole.utf8.index(state.whole.startIndex, offsetBy: state.taken)
            state.taken = state.whole.utf8.count
            return String(state.whole[start...])
        }
    }

    /// Waits for a task that sleeps; it is cancelled once there is enough to take, or when the caller is.
    func wait(for pause: Task<Void, Never>) async {
        let isUrgent = state.withLock { state in
            state.pause = pause
            return state.isUrgent
        }
        if isUrgent { pause.cancel() }
        await withTaskCancellationHandler {
            await pause.value
        } onCancel: {
            pause.cancel()
        }
        state.withLock { $0.pause = nil }
    }
}
