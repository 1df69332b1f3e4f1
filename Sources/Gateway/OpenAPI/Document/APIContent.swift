/// A body, of a request or of an answer, in one media type.
struct APIContent: Sendable {
    let type: String
    let schema: Schema
    var example: JSONValue?

    static func json(_ schema: Schema, example: JSONValue? = nil) -> APIContent {
        APIContent(type: "application/json", schema: schema, example: example)
    }

    /// The contents by their types.
    static func json(_ contents: [APIContent]) -> JSONValue {
        .object(contents.map { .init(name: $0.type, value: .object(["schema": $0.schema.json, "example": $0.example])) })
    }
}
