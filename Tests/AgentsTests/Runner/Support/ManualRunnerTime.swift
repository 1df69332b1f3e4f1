import Agents
import Synchronization

/// A runner's time that a test lets pass.
final class ManualRunnerTime: Sendable {
    private struct State {
        var now: Int64 = 0
        var count = 0
        var sleepers: [Int: (until: Int64, continuation: CheckedContinuation<Void, any Error>)] = [:]
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    var clock: RunnerClock {
        RunnerClock(now: { self.state.withLock { $0.now } }, sleep: { try await self.sleep(until: $0) })
    }

    /// When those that sleep want to wake, the first one first.
    var alarms: [Int64] { state.withLock { $0.sleepers.values.map(\.until).sorted() } }

    /// Lets time pass until then.
    func advance(to time: Int64) {
        let due = state.withLock { state in
            state.now = time
            let due = state.sleepers.filter { $0.value.until <= time }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    /// Returns once somebody sleeps until this time.
    func untilSomebodySleeps(until time: Int64) async {
        while !alarms.contains(time) { await Task.yield() }
    }

    private func sleep(until time: Int64) async throws {
        let id = state.withLock { state in
            state.count += 1
            return state.count
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if time <= state.now { return .success(()) }
                    state.sleepers[id] = (time, continuation)
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: id)
                if sleeper == nil { state.cancelled.insert(id) }
                return sleeper
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}
