import Wire

extension OpenAPIDocument {
    static let serverSchemas: [(name: String, schema: Schema)] = [
        ("Error", error), ("Index", index), ("Health", health), ("Readiness", readiness),
    ]

    private static let error = Schema.object(
        "Why a request was refused.",
        [
            .required(
                "error",
                .object(
                    nil,
                    [
                        .required("code", .words(ErrorCode.allCases.map(\.rawValue))),
                        .required("message", .string("For people.")),
                        .optional("retry_after_ms", .integer("When to try again, where that helps.", 0...Int64.max)),
                        .optional(
                            "expected_sequence", .integer("The number that a worker's next event has to have.", 1...Int64.max)),
                    ]))
        ])

    private static let index = Schema.object(
        "What is where.",
        [
            .required(
                "server", .object(nil, [.required("name", .string()), .required("version", .string()), .required("node", .string())])),
            .required("paths", .array(.string())),
        ])

    private static let health = Schema.object(nil, [.required("status", .words(["ok"]))])

    private static let readiness = Schema.object(
        nil,
        [
            .required("status", .words(["ready", "draining", "broken"])),
            .required("components", .map(of: .string("`ok`, or what is wrong."))),
        ])

    /// A time as the interface writes it.
    static func time(_ text: String) -> Schema {
        .string(text, format: "date-time")
    }

    /// The id of a conversation, a message or an execution, or the name of an agent.
    static func identifier(_ text: String) -> Schema {
        .string(text, pattern: "^[A-Za-z0-9_.-]{1,\(Identifier.maximumLength)}$")
    }
}
