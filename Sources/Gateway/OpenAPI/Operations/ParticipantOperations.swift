import HTTPTypes

extension OpenAPIDocument {
    static let participantOperations = [
        APIOperation(
            method: .post, path: "/api/conversations/{id}/participants", id: "addParticipants", topic: .conversations,
            summary: "Let users into a conversation", text: "For its maker, and with scope `admin`.", parameters: [conversationID],
            body: [.json(.named("Participants"), example: ["participants": [["id": "cleo", "name": "Cleo"]]])],
            answers: [
                .ok("The conversation as it is now.", .named("Conversation"), example: conversationExample), .badRequest, .unauthorized,
                .forbidden, .notFound, .error(.conflict, "The conversation is full."), .tooLarge, .notJSON, .tooMuch,
                .unavailable,
            ]),
        APIOperation(
            method: .delete, path: "/api/conversations/{id}/participants/{user_id}", id: "removeParticipant", topic: .conversations,
            summary: "Take a user out of a conversation",
            text: "For its maker, and with scope `admin`; everybody may take themself out. Closes the user's sockets there with 4403.",
            parameters: [
                conversationID,
                .path("user_id", "The user, percent-encoded.", .string("At most 255 bytes.", length: 1...255), example: "cleo"),
            ],
            answers: [
                APIAnswer(status: 204, text: "The user takes no part any more."), .badRequest, .unauthorized, .forbidden, .notFound,
                .tooMuch, .unavailable,
            ]),
    ]
}
