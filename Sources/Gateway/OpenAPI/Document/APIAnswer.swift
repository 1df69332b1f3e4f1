import HTTPTypes

/// How an operation may be answered.
struct APIAnswer: Sendable {
    let status: Int
    let text: String
    var contents: [APIContent] = []
    /// Fields of the answer, each with what it says.
    var headers: [(name: String, text: String)] = []

    static func ok(_ text: String, _ schema: Schema, example: JSONValue? = nil) -> APIAnswer {
        APIAnswer(status: 200, text: text, contents: [.json(schema, example: example)])
    }

    /// A refusal with the error's object.
    static func error(_ status: HTTPResponse.Status, _ text: String) -> APIAnswer {
        APIAnswer(status: status.code, text: text, contents: [.json(.named("Error"))])
    }

    static let badRequest = error(.badRequest, "The request does not say what it must; the message says what.")
    static let malformedHead = error(.badRequest, "The request's head is malformed.")
    static let targetTooLong = error(.uriTooLong, "The request's target is too long.")
    static let headTooLarge = error(.requestHeaderFieldsTooLarge, "The request's target or its fields are too long.")
    static let unauthorized = APIAnswer(
        status: 401, text: "The token is missing, invalid or expired.", contents: [.json(.named("Error"))],
        headers: [("WWW-Authenticate", "`Bearer`")])
    static let lacksScope = error(.forbidden, "The token lacks the scope.")
    static let forbidden = error(.forbidden, "The token lacks the scope, or the user may not do this.")
    static let notFound = error(.notFound, "There is no such thing.")
    static let tooLarge = error(.contentTooLarge, "The body is too large.")
    static let notJSON = error(.unsupportedMediaType, "The body says that it is not JSON.")
    static let tooMuch = tooMany("The user does too much.")

    static func tooMany(_ text: String) -> APIAnswer {
        APIAnswer(
            status: 429, text: text, contents: [.json(.named("Error"))], headers: [("Retry-After", "When to try again, in seconds.")])
    }

    static let unavailable = APIAnswer(
        status: 503, text: "The store cannot do it now.", contents: [.json(.named("Error"))],
        headers: [("Retry-After", "When to try again, in seconds.")])

    var json: JSONValue {
        .object([
            "description": .string(text),
            "headers": headers.isEmpty
                ? nil
                : .object(
                    headers.map { name, text in
                        .init(name: name, value: ["description": .string(text), "schema": ["type": "string"]])
                    }),
            "content": contents.isEmpty ? nil : APIContent.json(contents),
        ])
    }
}
