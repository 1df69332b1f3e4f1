import HTTPTypes

extension OpenAPIDocument {
    private static let uploadID = APIParameter.path("id", "The upload.", identifier("1 to 80 characters."), example: .string(exampleID))
    private static let exampleID = "01KDR0Q3Z6M8W2T5C7V9X1B3N4"

    static let uploadOperations = [
        APIOperation(
            method: .post, path: "/api/conversations/{id}/uploads", id: "upload", topic: .uploads, summary: "Send a file",
            text: """
                As the body, named in the query or in `Content-Disposition`, or as the one file of a form. Its type is what its content \
                shows. A message carries it by its id; what no message carries goes after a while. How far it has come shows on the \
                conversation's WebSocket.
                """,
            parameters: [conversationID, .query("file_name", "Its name, instead of any other.", .string(), example: "notes.txt")],
            body: [
                APIContent(type: "application/octet-stream", schema: .binary("The file.")),
                APIContent(type: "multipart/form-data", schema: .object(nil, [.required("file", .binary("The file, under any name."))])),
            ],
            // A file may be empty.
            isBodyRequired: false,
            answers: [
                APIAnswer(
                    status: 201, text: "It is whole and kept.", contents: [.json(.named("Upload"), example: uploadExample)],
                    headers: [("Location", "Where it is.")]),
                .badRequest, .unauthorized, .forbidden, .notFound,
                .error(.conflict, "The conversation is archived, or too many of one's files wait for a message."),
                .error(.contentTooLarge, "The file is larger than one may be, or one's files take too much together."),
                .error(.unsupportedMediaType, "Files of this type are not taken."),
                .tooMany("Too many of one's files are on their way, or the user does too much."), .unavailable,
                .error(.init(code: 507), "The disk is full."),
            ]),
        APIOperation(
            method: .get, path: "/api/uploads/{id}", id: "download", topic: .uploads, summary: "Fetch a file",
            text: "For whoever may read its conversation, in an open one everybody with the scope `chat`: whole, or with `Range` a part.",
            parameters: [
                uploadID,
                APIParameter(name: "Range", place: .header, text: "`bytes=<first>-<last>`; one range.", schema: .string()),
            ],
            answers: [
                APIAnswer(status: 200, text: "The file.", contents: file, headers: fields),
                APIAnswer(
                    status: 206, text: "A part of it.", contents: file,
                    headers: fields + [("Content-Range", "`bytes <first>-<last>/<size>`")]),
                APIAnswer(status: 304, text: "The asker has it already, as `If-None-Match` says."),
                .badRequest, .unauthorized, .forbidden, .notFound,
                APIAnswer(
                    status: 416, text: "It has no such part.", contents: [.json(.named("Error"))],
                    headers: [("Content-Range", "`bytes */<size>`")]),
                .unavailable,
            ]),
        APIOperation(
            method: .delete, path: "/api/uploads/{id}", id: "removeUpload", topic: .uploads, summary: "Take back a file",
            text: "One's own, while no message carries it.", parameters: [uploadID],
            answers: [
                APIAnswer(status: 204, text: "It is gone."), .badRequest, .unauthorized, .forbidden, .notFound,
                .error(.conflict, "A message carries it."), .tooMuch, .unavailable,
            ]),
    ]

    private static let file = [APIContent(type: "*/*", schema: .binary(nil))]

    private static let fields = [
        ("ETag", "The content's SHA-256, quoted."), ("Accept-Ranges", "`bytes`"),
        ("Content-Disposition", "Its name, and whether a browser may show it."), ("X-Content-Type-Options", "`nosniff`"),
    ]

    private static let uploadExample: JSONValue = .object([
        "id": .string(exampleID), "file_name": "notes.txt", "content_type": "text/plain", "size": 5,
        "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "url": .string("/api/uploads/" + exampleID),
        "created_at": "2026-01-05T09:31:12.345Z",
    ])
}
