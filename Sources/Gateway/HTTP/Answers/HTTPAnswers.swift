import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Takes requests to the router and its responses to the connection: what lies between a router and its port. Any thread.
public struct HTTPAnswers<Responder: HTTPResponder>: Sendable
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    private let router: Responder
    private let logger: Logger
    private let date = HTTPDate()

    /// A request that turned out to be malformed when a part of its answer was out: there is no other answer any more.
    struct BrokenOff: Error {}

    /// - Parameter logger: gets each request's id with what is logged about it.
    public init(_ router: Responder, logger: Logger) {
        self.router = router
        self.logger = logger
    }

    /// What the answer says of the connection: that it ends, or that it stays, which HTTP/1.0 wants to be told (RFC 9112,
    /// section 9.3); nil when there is nothing to add. The request's field says `close` exactly when it ends.
    static func connection(_ asked: String?, _ answered: String?) -> String? {
        switch asked {
        case "close": answered.map { $0 + ", close" } ?? "close"
        case "keep-alive" where answered == nil: "keep-alive"
        default: nil
        }
    }

    /// Answers one request.
    ///
    /// - Throws: what the connection cannot go on after.
    public func responder(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        var logger = logger
        logger[metadataKey: "hb.request.id"] = .stringConvertible(RequestID())
        var response: Response
        do {
            response = try await router.respond(to: request, context: .init(source: .init(channel: channel, logger: logger)))
        } catch is CancellationError {
            // Nobody waits for the answer any more, which is no failure.
            throw CancellationError()
        } catch {
            logger.error("Request failed", metadata: ["error": .string("\(error)")])
            response = Response(status: .internalServerError)
        }
        response.headers[.date] = date.text
        if let connection = Self.connection(request.headers[.connection], response.headers[.connection]) {
            response.headers[.connection] = connection
        }
        do {
            try await writer.write(response: response.head, body: response.body)
        } catch is HTTPParserError {
            throw BrokenOff()
        }
    }
}
