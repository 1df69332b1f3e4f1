import Identity
import Logging
import Sockets
import Synchronization

/// The token keys that come from a URL: keeps them fresh and knows whether they ever came. Any thread.
final class RemoteKeys: Sendable {
    /// How old keys may get: one that was withdrawn must not stay good because every token's key happens to be known.
    static let refreshInterval = Duration.seconds(600)
    /// How often a first fetch that failed is tried again; the cache fetches at most every 30 s. Without keys the node is
    /// not ready, gets no traffic, and so no token will ask for them.
    static let retryInterval = Duration.seconds(5)

    let cache: KeySetCache
    private let cameOnce: Flag

    /// - Parameter place: the URL as it may be logged.
    init(verifier: TokenVerifier, source: any KeySetSource, place: String, logger: Logger) {
        let cameOnce = Flag()
        self.cameOnce = cameOnce
        cache = KeySetCache(verifier: verifier, source: source, clock: MonotonicTime.nanoseconds) { result in
            switch result {
            case .success(let keys):
                cameOnce.raise()
                logger.info("Token keys fetched", metadata: ["url": .string(place), "keys": .stringConvertible(keys.count)])
            case .failure(let error):
                logger.error("Token keys could not be fetched", metadata: ["url": .string(place), "error": .string("\(error)")])
            }
        }
    }

    /// What keeps this node from checking tokens, in words fit for strangers.
    var problem: String? { cameOnce.isRaised ? nil : "not fetched" }

    /// Fetches the keys if they never came.
    func retry() async {
        if !cameOnce.isRaised { await cache.refresh() }
    }
}

/// Something that happens once.
private final class Flag: Sendable {
    private let value = Atomic(false)

    var isRaised: Bool { value.load(ordering: .relaxed) }

    func raise() { value.store(true, ordering: .relaxed) }
}
