import HTTPTypes
import Wire

/// The description of the HTTP interface: OpenAPI 3.1.
///
/// It shows what the router has: a server without uploads, or with its metrics on a port of their own, does not describe them.
struct OpenAPIDocument {
    /// All that there may be, in the order of the document.
    static let operations =
        conversationOperations + participantOperations + messageOperations + uploadOperations + executionOperations + workerOperations
        + serverOperations

    private static let schemas: [(name: String, schema: Schema)] =
        conversationSchemas + messageSchemas + uploadSchemas + agentSchemas + eventSchemas + workerSchemas + serverSchemas

    let operations: [APIOperation]
    let version: String

    /// - Parameters:
    ///   - table: the routes that there are.
    ///   - version: the server's.
    init(_ table: RouteTable, version: String) {
        operations = Self.operations.filter { operation in
            table.entries.contains { $0.template == operation.path && $0.methods.contains(operation.method) }
        }
        self.version = version
    }

    var json: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Telltale", "version": .string(version), "description": .string(Self.introduction),
                "license": ["name": "Apache 2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "tags": .array(APIOperation.Topic.allCases.map { ["name": .string($0.rawValue)] }),
            "paths": .object(paths),
            "components": [
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"]],
                "schemas": .object(Self.schemas.map { .init(name: $0.name, value: $0.schema.json) }),
            ],
        ]
    }

    private var paths: [JSONValue.Member] {
        var order: [String] = []
        var methods: [String: [JSONValue.Member]] = [:]
        for operation in operations {
            if methods[operation.path] == nil { order.append(operation.path) }
            methods[operation.path, default: []].append(.init(name: operation.method.rawValue.lowercased(), value: operation.json))
        }
        return order.map { .init(name: $0, value: .object(methods[$0] ?? [])) }
    }

    private static let introduction = """
        Conversations, messages, files and the executions of agents over HTTP. What happens in a conversation comes over its WebSocket, \
        `/ws/chat/<conversation_id>/`, with the same token; what happens to an execution over `/ws/agents/execution/<execution_id>/`; the \
        server's live figures over `/ws/dashboard/`. Those paths answer a plain request with 426, and a handshake that cannot be with 400 \
        or 403.

        The token is a JSON Web Token, in `Authorization: Bearer` or as the parameter `token` of the query. Whatever is read with GET can \
        be asked for with HEAD. A path that is asked with another method answers 405 with `Allow`. Unknown members and parameters are \
        passed over. Times are RFC 3339 in UTC with milliseconds.
        """
}
