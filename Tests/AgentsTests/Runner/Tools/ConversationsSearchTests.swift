import Agents
import ChatTestSupport
import Testing

@Suite("Searching the owner's conversations")
struct ConversationsSearchTests {
    private struct Conversations: ConversationSearching {
        let asked = Collected<String>()
        var hits: [ConversationHit] = []

        func search(_ text: String, limit: Int, userID: String) async throws(ToolError) -> [ConversationHit] {
            asked.append("\(text) \(limit) \(userID)")
            return hits
        }
    }

    private let context = ToolContext(user: AgentUser(id: "anna"))

    @Test("asks for the owner and nobody else, and shows a message a line")
    func finds() async throws {
        let conversations = Conversations(hits: [
            ConversationHit(
                conversationID: "c1", author: "Ben", content: "The offer\nis ready.",
                createdAtMilliseconds: 1_709_208_000_000),
            ConversationHit(
                conversationID: "c2", author: "Anna", content: String(repeating: "x", count: 501),
                createdAtMilliseconds: 1_709_208_001_000),
        ])
        let tool = ConversationsSearchTool(conversations: conversations)
        #expect(
            try await tool.call(#"{"text":"offer","limit":2}"#, context) == """
                - 2024-02-29T12:00:00.000Z c1, Ben: The offer is ready.
                - 2024-02-29T12:00:01.000Z c2, Anna: \(String(repeating: "x", count: 500))…
                """)
        #expect(conversations.asked.all == ["offer 2 anna"])
    }

    @Test("says that nothing was found, and refuses what cannot be searched")
    func nothing() async throws {
        let conversations = Conversations()
        let tool = ConversationsSearchTool(conversations: conversations)
        #expect(try await tool.call(#"{"text":"x"}"#, context) == "No message of the user's conversations has all of these words.")
        #expect(conversations.asked.all == ["x 10 anna"])
        for (arguments, message) in [
            (#"{"text":" "}"#, "the argument \"text\" must have 1 to 500 bytes"),
            (#"{"text":"x","limit":51}"#, "the argument \"limit\" must be a whole number from 1 to 50"),
            (#"{"text":"x","user":"ben"}"#, "there is no argument \"user\""), ("{}", "the argument \"text\" is missing"),
        ] {
            await #expect(throws: ToolError(message)) { try await tool.call(arguments, context) }
        }
        #expect(conversations.asked.all.count == 1)
    }
}
