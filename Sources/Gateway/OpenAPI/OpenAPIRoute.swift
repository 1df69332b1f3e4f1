import Hummingbird
import NIOCore

/// `GET /openapi.json`: the description of the routes, this one included.
enum OpenAPIRoute {
    static let path: RouterPath = "openapi.json"

    /// To be added last.
    static func add(to router: ListedRouter, version: String) {
        var table = router.table
        table.add(.get, path)
        let bytes = OpenAPIDocument(table, version: version).json.bytes
        router.read(path) { _, _ in JSONBody.response(bytes) }
    }
}
