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
struct OperationsMiddleware: RouterMiddleware {
    typealias Context = GatewayContext

    let operations: EndpointOperations
    /// What a request for a socket that did not become one counts as.
    let handshakes: [Endpoint: EndpointOperations]

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = MonotonicTime.nanoseconds()
        func duration() -> Int64 { max(0, MonotonicTime.nanoseconds() - start - context.waited.nanoseconds) }
        do {
            if let fault = RequestFault(request.head) { throw HTTPRefusal(fault) }
            let response = try await next(request, context)
            count(operation(context), response.status, nanoseconds: duration())
            return response
        } catch is CancellationError {
            // The client went away: nobody is answered, and it was not our doing.
            operations.count(operation(context), .clientError, nanoseconds: duration())
            throw CancellationError()
        } catch let refusal as HandshakeRefusal {
            handshakes[refusal.endpoint]?.count("handshake", error: refusal.answer.code, nanoseconds: duration())
            return refusal.answer.response
        } catch {
            let refusal = Self.refusal(for: error, context.logger)
            operations.count(refusal.operation ?? operation(context), error: refusal.code, nanoseconds: duration())
            return refusal.response
        }
    }

    /// The template, never the path: a client's invention must not become a label.
    private func operation(_ context: Context) -> String {
        context.endpointPath ?? "other"
    }

    private func count(_ operation: String, _ status: HTTPResponse.Status, nanoseconds: Int64) {
        let outcome: OperationOutcome
        switch status.kind {
        // That a node is not ready is what the probe asked to know, not a failure of the probe.
        case .serverError: outcome = operation == "/readyz" ? .ok : .serverError
        case .clientError: outcome = .clientError
        default: outcome = .ok
        }
        operations.count(operation, outcome, nanoseconds: nanoseconds)
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
