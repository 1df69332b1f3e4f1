import HTTPTypes
import Hummingbird

/// A router that knows what it was given, so that it can say which methods a path has, and be held to its description.
///
/// Used while routes are added, by one thread.
final class ListedRouter: RouterMethods {
    typealias Context = GatewayContext

    private let router = Router(context: GatewayContext.self)
    private(set) var table = RouteTable()

    @discardableResult
    func on<Responder: HTTPResponder>(
        _ path: RouterPath, method: HTTPRequest.Method, responder: Responder
    ) -> Self where Responder.Context == GatewayContext {
        table.add(method, path)
        router.on(path, method: method, responder: responder)
        return self
    }

    /// Adds a route that is not listed: those of sockets, which HTTP only refuses.
    func unlisted(
        _ path: RouterPath, method: HTTPRequest.Method, use handler: @escaping @Sendable (Request, GatewayContext) async throws -> Response
    ) {
        router.on(path, method: method, use: handler)
    }

    @discardableResult
    func add(middleware: any MiddlewareProtocol<Request, Response, GatewayContext>) -> Self {
        router.add(middleware: middleware)
        return self
    }

    /// The finished router. Middleware that is added last goes around what no route takes, and nothing else.
    func buildResponder() -> RouterResponder<GatewayContext> {
        router.add(middleware: MethodRefusal(table: table))
        return router.buildResponder()
    }
}
