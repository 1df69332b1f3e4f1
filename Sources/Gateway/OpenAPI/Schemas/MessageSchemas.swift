import Wire

extension OpenAPIDocument {
    static let messageSchemas: [(name: String, schema: Schema)] = [
        ("Message", message), ("MessageDraft", draft), ("MessagePage", page), ("SearchPage", found), ("Author", author),
        ("Attachment", attachment),
        ("Usage", usage),
    ]

    private static let message = Schema.object(
        "A message as it is now.",
        [
            .required("id", identifier("Its id.")),
            .required("seq", .integer("Its number among the events of its conversation.", 1...Int64.max)),
            .required("conversation_id", identifier("Where it was said.")),
            .required("role", .words(MessageRole.allCases.map(\.rawValue))),
            .required("author", .named("Author")),
            .required("content", .string("Empty when it was deleted.")),
            .required("created_at", time("When it was said.")),
            .required("status", .words(["complete", "incomplete"], "Incomplete: an answer that broke off.")),
            .optional("edited_at", time("When it was last edited.")),
            .optional("deleted", .always(true, "There when only the tombstone is left.")),
            .optional("reply_to", .string("The id of the message that it answers.")),
            .required("attachments", .array(.named("Attachment"))),
            .required("reactions", .map(of: .integer(nil, 1...Int64.max), "How many users reacted, by emoji.")),
            .optional("client_id", .string("The author's own id for it.")),
            .optional("model", .string("What generated it.")),
            .optional("usage", .named("Usage")),
        ])

    private static let draft = Schema.anyOf(
        [
            .object(
                nil,
                [.required("content", .string(length: 1...1 << 20)), .optional("attachments", orNull(uploads(atLeast: nil)))] + aboutDraft),
            .object(nil, [.required("attachments", uploads(atLeast: 1)), .optional("content", orNull(.string()))] + aboutDraft),
        ], "What is to be said: a content, or attachments, or both.")

    private static let aboutDraft: [Schema.Property] = [
        .optional("id", orNull(.string("The client's own id for it.", length: 1...64))),
        .optional("reply_to", orNull(identifier("The id of the message that it answers."))),
        .optional("respond", orNull(.boolean("Whether the assistant shall answer, whatever the conversation says."))),
    ]

    private static func uploads(atLeast: Int?) -> Schema {
        .array(
            identifier("The id of an upload."), "Uploads to this conversation.", atLeast: atLeast,
            atMost: ChatMessageDraft.maximumAttachments, isSet: true)
    }

    private static func orNull(_ schema: Schema) -> Schema { .anyOf([schema, .null]) }

    private static let page = Schema.object(
        nil,
        [
            .required("messages", .array(.named("Message"), "Ascending by `seq`.", atMost: 100)),
            .required("has_more", .boolean("Whether more lie beyond, in the direction that was asked.")),
        ])

    private static let found = Schema.object(
        nil,
        [
            .required("messages", .array(.named("Message"), "The latest first.", atMost: 100)),
            .optional("next_cursor", .string("Where the search goes on; absent at its end.")),
            .required("complete", .boolean("False while the index is behind a flood of messages.")),
        ])

    private static let author = Schema.object(nil, [.required("id", .string()), .required("name", .string())])

    static let attachment = Schema.object(
        "A file that a message carries.",
        [
            .required("id", identifier("The upload's id.")), .required("file_name", .string()),
            .required("content_type", .string("As the content shows it, with `charset` where it is a text in UTF-16.")),
            .required("size", .integer("Bytes.", 0...Int64.max)),
            .required("url", .string("Where the file is.", format: "uri-reference")),
        ])

    private static let usage = Schema.object(
        "What generating it took.",
        [
            .required("input_tokens", .integer(nil, 0...Int64.max)), .required("output_tokens", .integer(nil, 0...Int64.max)),
            .optional("cost_usd", .number("Absent when the price is not known.")),
        ])
}
