import Synchronization

@testable import Identity

/// What a ``KeySetCache`` sees of the world in a test: a clock that is set by hand and a source with prepared answers.
final class CacheWorld: KeySetSource {
    struct Unreachable: Error {}

    private struct State {
        var now: Int64 = 0
        var answers: [Result<[UInt8], any Error>]
        var fetches = 0
        var reports: [String] = []
    }

    private let state: Mutex<State>

    init(answers: [Result<[UInt8], any Error>]) {
        state = Mutex(State(answers: answers))
    }

    var fetches: Int { state.withLock(\.fetches) }
    var reports: [String] { state.withLock(\.reports) }

    func advance(seconds: Int64) {
        state.withLock { $0.now += seconds * 1_000_000_000 }
    }

    func fetch() async throws -> [UInt8] {
        let answer = state.withLock { state in
            state.fetches += 1
            return state.answers.isEmpty ? .failure(Unreachable()) : state.answers.removeFirst()
        }
        // Gives others the time to come and wait for the same fetch.
        for _ in 0..<10 { await Task.yield() }
        return try answer.get()
    }

    /// A cache over a verifier that has only the fixed keys so far.
    func cache(fixed: KeySet = .empty) -> KeySetCache {
        KeySetCache(
            verifier: TokenVerifier(keys: fixed, policy: TokenPolicy()),
            source: self,
            fixed: fixed,
            clock: { self.state.withLock(\.now) },
            report: { result in
                self.state.withLock { state in
                    switch result {
                    case .success(let keys): state.reports.append("\(keys.count) keys")
                    case .failure(let error): state.reports.append("\(error)")
                    }
                }
            })
    }
}
