import HTTPTypes
import Hummingbird

extension RouterMethods {
    /// Adds a route for `GET`, and for `HEAD` with the same answer without its body.
    ///
    /// The router can make routes for `HEAD` by itself, but drops the body outside of the middleware, and with it the end that
    /// the middleware waits for to count a request as done.
    func read(
        _ path: RouterPath = "", use handler: @escaping @Sendable (Request, Context) async throws -> Response
    ) {
        get(path, use: handler)
        head(path) { request, context in try await handler(request, context).createHeadResponse() }
    }
}
