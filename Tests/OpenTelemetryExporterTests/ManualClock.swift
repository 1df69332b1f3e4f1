import HTTPClients
import Synchronization

@testable import OpenTelemetryExporter

/// A clock that stands still until a test moves it, in seconds.
final class ManualClock: Sendable {
    private struct Sleeper {
        var id: Int
        var until: Int64
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Int64 = 0
        var ids = 0
        var cancelled: Set<Int> = []
        var sleepers: [Sleeper] = []
        var watchers: [(until: Int64, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// Seconds since 1970 at the beginning.
    static let epoch = 1_000.0

    var pushClock: ClientClock {
        ClientClock(
            now: { self.state.withLock { $0.now } },
            unixSeconds: { Self.epoch + Double(self.state.withLock { $0.now }) / 1e9 },
            sleep: { try await self.sleep(until: $0) }, random: { 1 })
    }

    /// Returns once somebody sleeps until exactly this second.
    func sleeper(untilSecond second: Double) async {
        let time = Int64(second * 1e9)
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                let isThere = state.sleepers.contains { $0.until == time }
                if !isThere { state.watchers.append((time, continuation)) }
                return isThere
            }
            if isThere { continuation.resume() }
        }
    }

    /// Moves the clock to this second, once somebody sleeps until exactly then, and wakes whoever is due.
    func reach(second: Double) async {
        await sleeper(untilSecond: second)
        let time = Int64(second * 1e9)
        let due = state.withLock { state -> [Sleeper] in
            state.now = time
            let due = state.sleepers.filter { $0.until <= time }
            state.sleepers.removeAll { $0.until <= time }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    private func sleep(until time: Int64) async throws {
        let id = state.withLock { state in
            state.ids += 1
            return state.ids
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { add(Sleeper(id: id, until: time, continuation: $0)) }
        } onCancel: {
            cancel(id)
        }
    }

    private func add(_ sleeper: Sleeper) {
        let (isOver, watchers) = state.withLock { state -> (Bool?, [CheckedContinuation<Void, Never>]) in
            if state.cancelled.remove(sleeper.id) != nil { return (false, []) }
            if sleeper.until <= state.now { return (true, []) }
            state.sleepers.append(sleeper)
            let watchers = state.watchers.filter { $0.until == sleeper.until }.map(\.continuation)
            state.watchers.removeAll { $0.until == sleeper.until }
            return (nil, watchers)
        }
        switch isOver {
        case true?: sleeper.continuation.resume()
        case false?: sleeper.continuation.resume(throwing: CancellationError())
        case nil: for watcher in watchers { watcher.resume() }
        }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                state.cancelled.insert(id)
                return nil
            }
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
