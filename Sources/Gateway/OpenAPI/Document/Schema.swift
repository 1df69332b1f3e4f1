/// What a value may be: JSON Schema 2020-12, which OpenAPI 3.1 uses.
struct Schema: Sendable {
    let json: JSONValue

    /// A member of an object.
    struct Property: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool

        static func required(_ name: String, _ schema: Schema) -> Property {
            Property(name: name, schema: schema, isRequired: true)
        }

        static func optional(_ name: String, _ schema: Schema) -> Property {
            Property(name: name, schema: schema, isRequired: false)
        }
    }

    /// One of the document's named schemas.
    static func named(_ name: String) -> Schema {
        Schema(json: ["$ref": .string("#/components/schemas/" + name)])
    }

    static func string(_ text: String? = nil, length: ClosedRange<Int>? = nil, pattern: String? = nil, format: String? = nil) -> Schema {
        Schema(
            json: .object([
                "type": "string", "description": text.map(JSONValue.string), "minLength": length.map { .integer(Int64($0.lowerBound)) },
                "maxLength": length.map { .integer(Int64($0.upperBound)) }, "pattern": pattern.map(JSONValue.string),
                "format": format.map(JSONValue.string),
            ]))
    }

    /// Bytes.
    static func binary(_ text: String?) -> Schema {
        .string(text, format: "binary")
    }

    /// One of these words.
    static func words(_ words: [String], _ text: String? = nil) -> Schema {
        Schema(
            json: .object([
                "type": "string", "description": text.map(JSONValue.string), "enum": .array(words.map(JSONValue.string)),
            ]))
    }

    /// One of these words, or null.
    static func wordsOrNull(_ words: [String], _ text: String? = nil) -> Schema {
        Schema(
            json: .object([
                "type": ["string", "null"], "description": text.map(JSONValue.string),
                "enum": .array(words.map(JSONValue.string) + [.null]),
            ]))
    }

    static func integer(_ text: String? = nil, _ range: ClosedRange<Int64>, usually: Int64? = nil) -> Schema {
        Schema(
            json: .object([
                "type": "integer", "format": "int64", "description": text.map(JSONValue.string), "minimum": .integer(range.lowerBound),
                "maximum": .integer(range.upperBound), "default": usually.map(JSONValue.integer),
            ]))
    }

    static func number(_ text: String? = nil, atMost: Int64? = nil) -> Schema {
        Schema(
            json: .object([
                "type": "number", "description": text.map(JSONValue.string), "minimum": 0, "maximum": atMost.map(JSONValue.integer),
            ]))
    }

    /// Any JSON.
    static func any(_ text: String) -> Schema {
        Schema(json: ["description": .string(text)])
    }

    /// One of these.
    static func anyOf(_ schemas: [Schema], _ text: String? = nil) -> Schema {
        Schema(json: .object(["description": text.map(JSONValue.string), "anyOf": .array(schemas.map(\.json))]))
    }

    /// Null.
    static let null = Schema(json: ["type": "null"])

    static func boolean(_ text: String? = nil, usually: Bool? = nil) -> Schema {
        Schema(json: .object(["type": "boolean", "description": text.map(JSONValue.string), "default": usually.map(JSONValue.bool)]))
    }

    /// Always this value.
    static func always(_ value: JSONValue, _ text: String? = nil) -> Schema {
        Schema(json: .object(["const": value, "description": text.map(JSONValue.string)]))
    }

    static func array(
        _ element: Schema, _ text: String? = nil, atLeast: Int? = nil, atMost: Int? = nil, isSet: Bool = false
    ) -> Schema {
        Schema(
            json: .object([
                "type": "array", "description": text.map(JSONValue.string), "items": element.json,
                "minItems": atLeast.map { .integer(Int64($0)) }, "maxItems": atMost.map { .integer(Int64($0)) },
                "uniqueItems": isSet ? true : nil,
            ]))
    }

    static func object(_ text: String? = nil, _ properties: [Property]) -> Schema {
        let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
        return Schema(
            json: .object([
                "type": "object", "description": text.map(JSONValue.string),
                "properties": .object(properties.map { JSONValue.Member(name: $0.name, value: $0.schema.json) }),
                "required": required.isEmpty ? nil : .array(required),
            ]))
    }

    /// An object with any names, or with those that a pattern allows.
    static func map(of value: Schema, _ text: String? = nil, names: Schema? = nil, atMost: Int? = nil) -> Schema {
        Schema(
            json: .object([
                "type": "object", "description": text.map(JSONValue.string), "additionalProperties": value.json,
                "propertyNames": names?.json, "maxProperties": atMost.map { .integer(Int64($0)) },
            ]))
    }
}
