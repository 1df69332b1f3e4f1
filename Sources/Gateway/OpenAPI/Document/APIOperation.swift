import HTTPTypes

/// What one method of one path does.
struct APIOperation: Sendable {
    /// Whom it is for.
    enum Access: Sendable {
        /// Everybody.
        case open
        /// Whoever has a token with this scope.
        case scope(String)
        /// Whoever has a token with this scope, unless the server is set up to be open here.
        case scopeUnlessOpen(String)
    }

    /// What it is about.
    enum Topic: String, Sendable, CaseIterable {
        case conversations
        case messages
        case uploads
        case agents
        case workers
        case server
    }

    let method: HTTPRequest.Method
    /// The route's template.
    let path: String
    /// Its name for programs.
    let id: String
    let topic: Topic
    let summary: String
    var text: String?
    var access = Access.scope("chat")
    var parameters: [APIParameter] = []
    /// The request's body; it may have one of several types.
    var body: [APIContent] = []
    var isBodyRequired = true
    let answers: [APIAnswer]

    var json: JSONValue {
        .object([
            "operationId": .string(id), "tags": [.string(topic.rawValue)], "summary": .string(summary),
            "description": description.map(JSONValue.string), "security": security,
            "parameters": parameters.isEmpty ? nil : .array(parameters.map(\.json)),
            "requestBody": body.isEmpty ? nil : ["required": .bool(isBodyRequired), "content": APIContent.json(body)],
            "responses": .object((answers + headRefusals).map { .init(name: String($0.status), value: $0.json) }),
        ])
    }

    /// What is answered to a head that no operation gets to see, where the operation has no such answer of its own.
    private var headRefusals: [APIAnswer] {
        [.malformedHead, .targetTooLong, .headTooLarge].filter { refusal in !answers.contains { $0.status == refusal.status } }
    }

    private var description: String? {
        let scope: String? =
            switch access {
            case .open: nil
            case .scope(let scope): "Scope `\(scope)`."
            case .scopeUnlessOpen(let scope): "Scope `\(scope)`, unless the server lets everybody read this."
            }
        let parts = [text, scope].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private var security: JSONValue {
        switch access {
        case .open: []
        case .scope: [["token": []]]
        case .scopeUnlessOpen: [["token": []], [:]]
        }
    }
}
