import HTTPTypes

extension OpenAPIDocument {
    static let messageOperations = [
        APIOperation(
            method: .get, path: "/api/conversations/{id}/messages", id: "listMessages", topic: .messages,
            summary: "Read a conversation's messages",
            text: "The last ones, or those before or after a `seq`, not both. A page holds 256 KiB at most.",
            parameters: [
                conversationID,
                .query("before", "Only messages before this `seq`, the last of them.", .integer(nil, 0...Int64.max)),
                .query("after", "Only messages after this `seq`, the first of them.", .integer(nil, 0...Int64.max)),
                limit(usually: 50),
            ],
            answers: [
                .ok("A page of them.", .named("MessagePage"), example: ["messages": [messageExample], "has_more": false]), .badRequest,
                .unauthorized, .forbidden, .notFound, .unavailable,
            ]),
        APIOperation(
            method: .get, path: "/api/conversations/{id}/messages/{message_id}", id: "getMessage", topic: .messages,
            summary: "Read a message", text: "Of a deleted one the tombstone.",
            parameters: [
                conversationID,
                .path("message_id", "The message.", .string(length: 1...80), example: "01KDR0Q3Z6M8W2T5C7V9X1B3N4"),
            ],
            answers: [
                .ok("The message.", .named("Message"), example: messageExample), .badRequest, .unauthorized, .forbidden, .notFound,
                .unavailable,
            ]),
        APIOperation(
            method: .get, path: "/api/search", id: "search", topic: .messages, summary: "Find messages by their words",
            text: """
                Those that have all the words, of the last at least its beginning; case and accents do not count. In all conversations \
                that one takes part in, with scope `admin` in all that there are.
                """,
            parameters: [
                .query("q", "The words.", .string(length: 1...256), isRequired: true, example: "figs"),
                .query("conversation", "Only in this one.", identifier("1 to 80 characters.")),
                .query("cursor", "`next_cursor` of the page before.", .string(pattern: "^(0|[1-9a-z][0-9a-z]{0,11})$")),
                limit(usually: 20),
            ],
            answers: [
                .ok("A page of them.", .named("SearchPage"), example: ["messages": [messageExample], "complete": true]), .badRequest,
                .unauthorized, .forbidden, .notFound, .unavailable,
            ]),
    ]

    private static let messageExample: JSONValue = [
        "id": "01KDR0Q3Z6M8W2T5C7V9X1B3N4", "seq": 3, "conversation_id": "den", "role": "user", "author": ["id": "bob", "name": "Bob"],
        "content": "I bring the figs", "created_at": "2026-01-05T09:31:12.345Z", "status": "complete", "attachments": [],
        "reactions": ["🎉": 1],
    ]
}
