import HTTPTypes

extension OpenAPIDocument {
    /// The path's part that names a conversation.
    static let conversationID = APIParameter.path("id", "The conversation.", identifier("1 to 80 characters."), example: "den")

    /// How many a page holds.
    static func limit(usually: Int64) -> APIParameter {
        .query("limit", "How many at most.", .integer(nil, 1...100, usually: usually))
    }

    static let conversationOperations = [
        APIOperation(
            method: .post, path: "/api/conversations", id: "createConversation", topic: .conversations,
            summary: "Make a private conversation", text: "For its maker and those who are named.",
            body: [.json(.named("ConversationDraft"), example: draftExample)], isBodyRequired: false,
            answers: [
                APIAnswer(
                    status: 201, text: "It was made.", contents: [.json(.named("Conversation"), example: conversationExample)],
                    headers: [("Location", "Where it is.")]),
                .badRequest, .unauthorized, .lacksScope, .error(.conflict, "The id is taken."), .tooLarge, .notJSON, .tooMuch,
                .unavailable,
            ]),
        APIOperation(
            method: .get, path: "/api/conversations", id: "listConversations", topic: .conversations,
            summary: "List one's conversations", text: "Latest activity first; with scope `admin` all that there are.",
            parameters: [
                .query("archived", "The archived ones, else the others.", .boolean(usually: false)),
                .query("cursor", "`next_cursor` of the page before.", .string(pattern: "^[0-9a-z]{1,12}\\.[A-Za-z0-9_.-]{1,80}$")),
                limit(usually: 50),
            ],
            answers: [.ok("A page of them.", .named("ConversationPage")), .badRequest, .unauthorized, .lacksScope, .unavailable]),
        APIOperation(
            method: .get, path: "/api/conversations/{id}", id: "getConversation", topic: .conversations,
            summary: "Read a conversation", parameters: [conversationID],
            answers: [
                .ok("The conversation.", .named("Conversation"), example: conversationExample), .badRequest, .unauthorized, .forbidden,
                .notFound, .unavailable,
            ]),
        APIOperation(
            method: .patch, path: "/api/conversations/{id}", id: "changeConversation", topic: .conversations,
            summary: "Rename, archive or take back a conversation, or say when the assistant answers",
            text: "For its maker, and with scope `admin`.", parameters: [conversationID],
            body: [.json(.named("ConversationChange"), example: ["title": "The den", "archived": false, "assistant": "mention"])],
            answers: [
                .ok("The conversation as it is now.", .named("Conversation"), example: conversationExample), .badRequest, .unauthorized,
                .forbidden, .notFound, .tooLarge, .notJSON, .tooMuch, .unavailable,
            ]),
    ]

    private static let draftExample: JSONValue = [
        "id": "den", "title": "The den", "participants": [["id": "bob", "name": "Bob"]],
    ]

    static let conversationExample: JSONValue = [
        "id": "den", "title": "The den", "kind": "private", "assistant": "mention", "archived": false, "created_by": "ada",
        "created_at": "2026-01-05T09:30:00.000Z", "updated_at": "2026-01-05T09:31:12.345Z", "last_seq": 3, "unread_count": 1,
        "participants": [
            ["id": "ada", "name": "Ada", "online": true, "last_read_seq": 3],
            ["id": "bob", "name": "Bob", "online": false, "last_read_seq": 2],
        ],
        "participant_count": 2,
    ]
}
