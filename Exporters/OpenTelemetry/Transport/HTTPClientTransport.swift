import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Carries requests with AsyncHTTPClient.
///
/// The client is made with the first request, and given back by ``close()``. Redirects are not followed: the headers may hold a
/// token that is meant for nobody else.
public final class HTTPClientTransport: OTLPTransport {
    private enum State {
        /// Nothing was sent. Left for `open` with the first request, for `closed` by closing.
        case unused
        /// Left for `closed` by closing.
        case open(HTTPClient)
        /// Has no exits.
        case closed
    }

    /// Something was to be sent after ``close()``.
    struct Closed: Error {}

    private let settings: HTTPClient.Configuration
    private let eventLoops: any EventLoopGroup
    private let state = Mutex(State.unused)

    /// - Parameters:
    ///   - configuration: whose certificates are read now.
    ///   - eventLoops: where the connection lives; AsyncHTTPClient's own by default.
    /// - Throws: ``OTLPConfigurationError`` if a certificate or key cannot be used.
    public init(
        _ configuration: OTLPConfiguration, eventLoops: any EventLoopGroup = HTTPClient.defaultEventLoopGroup
    ) throws(OTLPConfigurationError) {
        self.eventLoops = eventLoops
        settings = try Self.settings(configuration)
    }

    public func send(_ request: OTLPRequest) async throws -> OTLPResponse {
        var message = HTTPClientRequest(url: request.url)
        message.method = .POST
        for header in request.headers { message.headers.replaceOrAdd(name: header.name, value: header.value) }
        message.body = .bytes(request.body)
        // The sender ends it in time by cancelling; a second more lets that come first.
        let answer = try await client().execute(message, timeout: .nanoseconds(request.timeoutNanoseconds) + .seconds(1))
        var body: [UInt8] = []
        var isCut = false
        for try await part in answer.body where !isCut {
            body.append(contentsOf: part.readableBytesView.prefix(OTLPResponse.bodyLimit - body.count + 1))
            isCut = body.count > OTLPResponse.bodyLimit
            if isCut { break }
        }
        return OTLPResponse(
            status: Int(answer.status.code), retryAfter: answer.headers.first(name: "retry-after"),
            contentType: answer.headers.first(name: "content-type"), body: Array(body.prefix(OTLPResponse.bodyLimit)), isBodyCut: isCut)
    }

    public func close() async {
        let client = state.withLock { state in
            defer { state = .closed }
            if case .open(let client) = state { return HTTPClient?.some(client) } else { return nil }
        }
        // Fails only for a client that is shut down already, which would be just as well.
        try? await client?.shutdown()
    }

    private func client() throws -> HTTPClient {
        try state.withLock { state in
            switch state {
            case .open(let client): return client
            case .closed: throw Closed()
            case .unused:
                let client = HTTPClient(eventLoopGroup: eventLoops, configuration: settings)
                state = .open(client)
                return client
            }
        }
    }

    private static func settings(_ configuration: OTLPConfiguration) throws(OTLPConfigurationError) -> HTTPClient.Configuration {
        var settings = HTTPClient.Configuration(redirectConfiguration: .disallow)
        settings.tlsConfiguration = try TransportSecurity.configuration(configuration)
        // A failure is ours to count, and to try again.
        settings.connectionPool.retryConnectionEstablishment = false
        // Longer than between two attempts, shorter than a server keeps what is idle: nothing is sent on a connection that the
        // server is about to close.
        settings.connectionPool.idleTimeout = .seconds(10)
        return settings
    }
}
