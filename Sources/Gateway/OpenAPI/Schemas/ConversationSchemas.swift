import Chat
import Wire

extension OpenAPIDocument {
    static let conversationSchemas: [(name: String, schema: Schema)] = [
        ("Conversation", conversation), ("ConversationListing", listing), ("ConversationPage", page),
        ("ConversationDraft", draft), ("ConversationChange", change), ("Participants", participants), ("User", user),
        ("Participant", participant),
    ]

    static let assistantModes = AssistantMode.allCases.map(\.rawValue)

    /// No control characters.
    static let plain = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"
    private static let title = Schema.string("Without control characters.", length: 0...200, pattern: plain)

    private static let members: [Schema.Property] = [
        .required("id", identifier("Its id.")),
        .required("title", .string()),
        .required("kind", .words(["open", "private"], "Whether whoever connects takes part, or those who were let in.")),
        .required("assistant", .words(assistantModes, "When the assistant answers: its own mode, else the server's.")),
        .required("archived", .boolean("Whether it is out of the lists and takes nothing new.")),
        .required("created_by", .string("The id of a user.")),
        .required("created_at", time("When it was made.")),
        .required("updated_at", time("When something was last said.")),
        .required("last_seq", .integer("The number of its last event; 0 when there is none.", 0...Int64.max)),
        .required(
            "unread_count",
            .integer(
                "How many messages came after the asker's read mark; \(ConversationListing.unreadLimit) is that many or more.",
                0...Int64(ConversationListing.unreadLimit))),
    ]

    private static let conversation = Schema.object(
        "A conversation with those who take part in it.",
        members + [
            .required("participants", .array(.named("Participant"), "The first to join.", atMost: 100)),
            .required("participant_count", .integer("How many there are in all.", 0...Int64.max)),
        ])

    private static let listing = Schema.object("A conversation in a list.", members)

    private static let page = Schema.object(
        nil,
        [
            .required("conversations", .array(.named("ConversationListing"), "Latest activity first.", atMost: 100)),
            .optional("next_cursor", .string("Where the list goes on; absent at its end.")),
        ])

    private static let draft = Schema.object(
        "A conversation to make.",
        [
            .optional("id", identifier("Made by the server when absent.")),
            .optional("title", title),
            .optional("assistant", .wordsOrNull(assistantModes, "Null or absent: the server's.")),
            .optional("participants", .array(.named("User"), "Who takes part besides the maker.", atMost: 1_000)),
        ])

    private static let change = Schema.object(
        "What changes; the rest stays.",
        [
            .optional("title", title),
            .optional("archived", .boolean()),
            .optional("assistant", .wordsOrNull(assistantModes, "Null goes back to the server's.")),
        ])

    private static let participants = Schema.object(
        nil, [.required("participants", .array(.named("User"), "Those who take part already stay as they are.", atMost: 1_000))])

    private static let user = Schema.object(
        nil,
        [
            .required("id", .string("As in the user's tokens; at most 255 bytes.", length: 1...255, pattern: plain)),
            .optional("name", .string("The id when absent.", length: 0...255, pattern: plain)),
        ])

    private static let participant = Schema.object(
        nil,
        [
            .required("id", .string()), .required("name", .string()),
            .required("online", .boolean("Whether they have a socket in the conversation.")),
            .required("last_read_seq", .integer("How far they have read.", 0...Int64.max)),
        ])
}
