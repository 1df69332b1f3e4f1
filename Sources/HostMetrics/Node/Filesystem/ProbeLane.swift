import Dispatch
import Synchronization

/// One thread's way through a list of mounts, which may end in front of a mount that does not answer.
///
/// Can become: finished (every mount has answered), or given up (nobody waits any more) and later finished.
final class ProbeLane: Sendable {
    private let paths: [[CChar]]
    private let finished = DispatchSemaphore(value: 0)
    private let state: Mutex<State>

    private struct State {
        var answers: [FilesystemSize?] = []
        var isGivenUp = false
        var isRunning = true
    }

    /// Starts on a thread of its own: a private queue gets one even while all others are held up.
    init(_ paths: [[CChar]], ask: @escaping @Sendable ([CChar]) -> FilesystemSize?) {
        self.paths = paths
        state = Mutex(State())
        DispatchQueue(label: "telltale.host-metrics.mounts").async { self.run(ask) }
    }

    /// Whether a thread is still held up here.
    var isRunning: Bool {
        state.withLock { $0.isRunning }
    }

    /// Waits for the answers until a moment, then gives up.
    ///
    /// - Returns: the answers, in the order of the paths. They are fewer if a mount did not answer: the one behind the
    ///   last answer.
    func answers(until deadline: DispatchTime) -> [FilesystemSize?] {
        _ = finished.wait(timeout: deadline)
        return state.withLock {
            $0.isGivenUp = true
            return $0.answers
        }
    }

    private func run(_ ask: ([CChar]) -> FilesystemSize?) {
        for path in paths {
            if state.withLock({ $0.isGivenUp }) { break }
            let answer = ask(path)
            state.withLock { if !$0.isGivenUp { $0.answers.append(answer) } }
        }
        state.withLock { $0.isRunning = false }
        finished.signal()
    }
}
