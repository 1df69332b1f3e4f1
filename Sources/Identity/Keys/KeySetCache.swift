import Synchronization

/// Keeps a verifier's keys fresh from a ``KeySetSource``.
///
/// A token with an unknown `kid` causes a fetch, at most one in the minimum interval, which all who need it await
/// together. A set older than the maximum age is fetched again in the background. When a fetch fails the keys stay.
///
/// Safe to use from any thread.
public final class KeySetCache: Sendable {
    private struct State {
        var gate: RefetchGate
        var fetch: Task<Void, Never>?
    }

    private let verifier: TokenVerifier
    private let source: any KeySetSource
    private let fixed: KeySet
    private let clock: @Sendable () -> Int64
    private let report: @Sendable (Result<KeySet, any Error>) -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - verifier: whose keys are replaced after each fetch.
    ///   - source: where the key set comes from.
    ///   - fixed: keys that stay beside the fetched ones. Default: none.
    ///   - minimumInterval: least time between the starts of two fetches, in nanoseconds. Default 30 s.
    ///   - maximumAge: age at which known keys are fetched again, in nanoseconds. Default 10 min.
    ///   - clock: monotonic nanoseconds.
    ///   - report: called after each fetch with the new keys or the error, for the log; on no particular thread.
    public init(
        verifier: TokenVerifier,
        source: any KeySetSource,
        fixed: KeySet = .empty,
        minimumInterval: Int64 = 30_000_000_000,
        maximumAge: Int64 = 600_000_000_000,
        clock: @escaping @Sendable () -> Int64,
        report: @escaping @Sendable (Result<KeySet, any Error>) -> Void = { _ in }
    ) {
        self.verifier = verifier
        self.source = source
        self.fixed = fixed
        self.clock = clock
        self.report = report
        state = Mutex(State(gate: RefetchGate(minimumInterval: minimumInterval, maximumAge: maximumAge)))
    }

    /// Verifies a token as ``TokenVerifier/verify(_:now:)`` does, after a fetch if its `kid` is unknown and one is due.
    ///
    /// - Parameters:
    ///   - token: the compact serialisation.
    ///   - now: Unix seconds.
    /// - Throws: ``TokenError``; a failed fetch shows as ``TokenError/Code/unknownKey``.
    public func verify(_ token: String, now: Int64) async throws(TokenError) -> Principal {
        do {
            let principal = try verifier.verify(token, now: now)
            if state.withLock({ $0.gate.isStale(at: clock()) }) { _ = startedFetch() }
            return principal
        } catch {
            guard error.code == .unknownKey, let fetch = startedFetch() else { throw error }
            await fetch.value
        }
        return try verifier.verify(token, now: now)
    }

    /// Fetches the keys now, if a fetch is due or under way, and waits for it: at start, for one.
    ///
    /// A fetch that fails is told to `report` only; the first token starts the next one once it is due.
    public func refresh() async {
        await startedFetch()?.value
    }

    /// The fetch under way, or a new one when it is due, or nil.
    private func startedFetch() -> Task<Void, Never>? {
        state.withLock { state in
            if let fetch = state.fetch { return fetch }
            guard state.gate.start(at: clock()) else { return nil }
            let fetch = Task { await self.fetch() }
            state.fetch = fetch
            return fetch
        }
    }

    private func fetch() async {
        let result: Result<KeySet, any Error>
        do {
            result = .success(try KeySet.jwks(try await source.fetch()))
        } catch {
            result = .failure(error)
        }
        if case .success(let keys) = result { verifier.replaceKeys(fixed.union(keys)) }
        state.withLock { $0.fetch = nil }
        report(result)
    }
}
