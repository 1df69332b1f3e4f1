/// A parameter of an operation.
struct APIParameter: Sendable {
    enum Place: String, Sendable {
        case path
        case query
        case header
    }

    let name: String
    let place: Place
    let text: String
    let schema: Schema
    var isRequired = false
    var example: JSONValue?

    static func path(_ name: String, _ text: String, _ schema: Schema, example: JSONValue) -> APIParameter {
        APIParameter(name: name, place: .path, text: text, schema: schema, isRequired: true, example: example)
    }

    static func query(
        _ name: String, _ text: String, _ schema: Schema, isRequired: Bool = false, example: JSONValue? = nil
    ) -> APIParameter {
        APIParameter(name: name, place: .query, text: text, schema: schema, isRequired: isRequired, example: example)
    }

    var json: JSONValue {
        .object([
            "name": .string(name), "in": .string(place.rawValue), "description": .string(text), "required": .bool(isRequired),
            "schema": schema.json, "example": example,
        ])
    }
}
