import HTTPTypes
import Hummingbird
import Wire

/// Answers 405 where a path exists and its method does not (RFC 9110, section 15.5.6).
struct MethodRefusal: RouterMiddleware {
    typealias Context = GatewayContext

    let table: RouteTable

    /// What stands for the route in Hummingbird's own metrics: there the method is a label, and a client may try them all.
    private static let route = "MethodNotAllowed"

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let entry = table.entry(for: request.uri.path) else { return try await next(request, context) }
        context.coreContext.endpointPath.value = Self.route
        var refusal = HTTPRefusal(
            .methodNotAllowed, .badFrame, "this path is asked with: \(entry.allow)", fields: [.allow: entry.allow])
        refusal.operation = entry.template
        throw refusal
    }
}
