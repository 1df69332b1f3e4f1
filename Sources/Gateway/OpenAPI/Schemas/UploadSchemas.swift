extension OpenAPIDocument {
    static let uploadSchemas: [(name: String, schema: Schema)] = [("Upload", upload)]

    private static let upload = Schema.object(
        "A file that was sent to a conversation.",
        [
            .required("id", identifier("Its id.")),
            .required("file_name", .string()),
            .required("content_type", .string("As the content shows it, with `charset` where it is a text in UTF-16.")),
            .required("size", .integer("Bytes.", 0...Int64.max)),
            .required("sha256", .string("Of the content.", pattern: "^[0-9a-f]{64}$")),
            .required("url", .string("Where the content is.", format: "uri-reference")),
            .required("created_at", time("When it was whole.")),
        ])
}
