import Agents
import Chat
import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1
import Sockets
import Wire

/// Counts each HTTP request as an operation under its route's template, or as the handshake that it was meant to be, and turns
/// errors into the protocol's bodies.
///
/// What a request waited for because it asked to (``GatewayContext/waited``) is not counted as time that it took.
///
/// Scrapes and probes are no operations, however they end: no client asked for them. They come at a steady rate, so counting them would
/// dilute the error rate of a quiet server and defeat the guards of its alerts, and a scraper that gives up would page somebody.
struct OperationsMiddleware: RouterMiddleware {
    typealias Context = GatewayContext

    let operations: EndpointOperations
    /// What a request for a socket that did not become one counts as.
    let handshakes: [Endpoint: EndpointOperations]

    /// The templates of what watches the server rather than uses it. `telltale_scrapes_total` and the families of the HTTP
    /// library count these.
    private static let watching: Set = ["/metrics", "/healthz", "/readyz"]

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = MonotonicTime.nanoseconds()
        func duration() -> Int64 { max(0, MonotonicTime.nanoseconds() - start - context.waited.nanoseconds) }
        do {
            if let fault = RequestFault(request.head) { throw HTTPRefusal(fault) }
            let response = try await next(request, context)
            if let operation = operation(context) { operations.count(operation, Self.outcome(response.status), nanoseconds: duration()) }
            return response
        } catch is CancellationError {
            // The client went away: nobody is answered, and it was not our doing.
            if let operation = operation(context) { operations.count(operation, .clientError, nanoseconds: duration()) }
            throw CancellationError()
        } catch let refusal as HandshakeRefusal {
            handshakes[refusal.endpoint]?.count("handshake", error: refusal.answer.code, nanoseconds: duration())
            return refusal.answer.response
        } catch {
            let refusal = Self.refusal(for: error, context.logger)
            if let operation = operation(context, refusal) { operations.count(operation, error: refusal.code, nanoseconds: duration()) }
            return refusal.response
        }
    }

    /// The template, never the path: a client's invention must not become a label. Nil for what is no operation.
    private func operation(_ context: Context, _ refusal: HTTPRefusal? = nil) -> String? {
        let template = refusal?.operation ?? context.endpointPath ?? "other"
        return Self.watching.contains(template) ? nil : template
    }

    private static func outcome(_ status: HTTPResponse.Status) -> OperationOutcome {
        switch status.kind {
        case .serverError: .serverError
        case .clientError: .clientError
        default: .ok
        }
    }

    private static func refusal(for error: any Error, _ logger: Logger) -> HTTPRefusal {
        switch error {
        case let refusal as HTTPRefusal:
            return refusal
        case let error as ChatError:
            if let detail = error.detail { logger.error("Request failed", metadata: ["detail": .string(detail)]) }
            return HTTPRefusal(error)
        case let error as AgentError:
            return HTTPRefusal(error)
        case is HTTPParserError:
            return .brokenBody
        case let error as any HTTPResponseError:
            return HTTPRefusal(error.status, code(error.status), error.status.reasonPhrase.lowercased())
        default:
            logger.error("Request failed", metadata: ["error": .string("\(error)")])
            return HTTPRefusal(.internalServerError, .internal, "internal error")
        }
    }

    private static func code(_ status: HTTPResponse.Status) -> ErrorCode {
        switch status {
        case .notFound: .notFound
        case .contentTooLarge: .tooLarge
        default: status.kind == .serverError ? .internal : .badFrame
        }
    }
}
