import AsyncHTTPClient
import HTTPClients
import NIOHTTP1

extension AttemptFailure {
    /// A response that refuses.
    ///
    /// - Parameters:
    ///   - response: its status and headers.
    ///   - body: the beginning of its body.
    ///   - redaction: what must not be told.
    ///   - unixSeconds: now, for a `Retry-After` that is a date.
    init(_ response: HTTPResponseHead, body: [UInt8], redaction: Redaction, unixSeconds: Double) {
        let failure = body.withUnsafeBytes { ProviderFailure(body: $0) }
        let said = redaction.line(failure?.detail ?? String(decoding: body, as: UTF8.self))
        let detail = said.isEmpty ? "\(response.status.code)" : "\(response.status.code): \(said)"
        switch response.status.code {
        case 429:
            self.init(
                ModelError(.rateLimited, "the model has too many requests", detail: detail), isTransient: true,
                retryAfter: RetryAfter.seconds(response.headers.first(name: "retry-after"), unixSeconds: unixSeconds))
        case 500...599:
            self.init(
                ModelError(.upstream, "the model's provider failed", detail: detail), isTransient: true,
                retryAfter: RetryAfter.seconds(response.headers.first(name: "retry-after"), unixSeconds: unixSeconds))
        default:
            self.init(ModelError(.refused, "the model's provider refused the request", detail: detail))
        }
    }

    /// A request that no response came to.
    init(connecting error: any Error, redaction: Redaction) {
        let detail = redaction.line(String(describing: error))
        switch error as? HTTPClientError {
        case .connectTimeout?, .getConnectionFromPoolTimeout?, .tlsHandshakeTimeout?:
            self.init(ModelError(.timeout, "the model's provider cannot be reached in time", detail: detail), isTransient: true)
        case .alreadyShutdown?, .cancelled?:
            self.init(ModelError(.cancelled, "the server is shutting down", detail: detail))
        default:
            self.init(ModelError(.unreachable, "the model's provider cannot be reached", detail: detail), isTransient: true)
        }
    }
}
