import Glibc
import Identity
import Logging

/// Finds the token of a request and says whose it is.
///
/// Refusals say to the client only that the token is missing, invalid or expired; why stands in the log, without the token.
public struct Authenticator: Sendable {
    private let verifier: TokenVerifier
    private let cache: KeySetCache?
    private let now: @Sendable () -> Int64
    private let logger: Logger

    /// - Parameters:
    ///   - cache: set when keys come from a URL: an unknown key then causes a fetch.
    ///   - now: Unix seconds.
    public init(
        verifier: TokenVerifier, cache: KeySetCache? = nil, logger: Logger,
        now: @escaping @Sendable () -> Int64 = { Int64(time(nil)) }
    ) {
        self.verifier = verifier
        self.cache = cache
        self.logger = logger
        self.now = now
    }

    /// Unix seconds.
    public func unixSeconds() -> Int64 { now() }

    /// What the client is told about every bad token.
    static let refusal = "token missing, invalid or expired"

    /// How a check ended.
    enum Outcome: Sendable {
        case principal(Principal)
        case refused
        /// The key is unknown and may be fetched: ask ``verifyFetching(_:)``.
        case unknownKey
    }

    /// Checks a token at once; safe on event loops.
    func verify(_ token: String?) -> Outcome {
        guard let token, !token.isEmpty else { return refused("missing") }
        do {
            return .principal(try verifier.verify(token, now: now()))
        } catch {
            if error.code == .unknownKey, cache != nil { return .unknownKey }
            return refused(error.logMessage)
        }
    }

    /// Checks a token and fetches the keys if its key is unknown and a fetch is due.
    func verifyFetching(_ token: String?) async -> Principal? {
        guard let token, !token.isEmpty else { return nil }
        do {
            if let cache { return try await cache.verify(token, now: now()) }
            return try verifier.verify(token, now: now())
        } catch {
            _ = refused(error.logMessage)
            return nil
        }
    }

    private func refused(_ reason: String) -> Outcome {
        logger.info("Token refused", metadata: ["reason": .string(reason)])
        return .refused
    }
}
