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
            method: .post, path: "/api/conversations/{id}/messages", id: "postMessage", topic: .messages, summary: "Say something",
            text: """
                As the frame `message` of a socket does: the sockets of the conversation get `new_message`, the assistant is asked. \
                The same `id` again says nothing again and gets the message.
                """,
            parameters: [conversationID],
            body: [.json(.named("MessageDraft"), example: ["id": "m-1", "content": "I bring the figs"])],
            answers: [
                APIAnswer(
                    status: 201, text: "It was said.", contents: [.json(.named("Message"), example: messageExample)],
                    headers: [("Location", "Where it is.")]),
                APIAnswer(
                    status: 200, text: "It was said before, with this `id`: the message as it is now.",
                    contents: [.json(.named("Message"))], headers: [("Location", "Where it is.")]),
                .badRequest, .unauthorized, .forbidden, .notFound, .error(.conflict, "The conversation is archived."), .tooLarge,
                .notJSON, .tooMuch, .unavailable,
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
                Those that have all the words, of the last at least its beginning; case and accents do not count. A word is what stands \
                between blanks and punctuation: in writing without blanks, such as Chinese or Japanese, only the beginning of such a \
                stretch is found. In all conversations that one takes part in, with scope `admin` in all that there are.
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
