/// A page of conversations, latest activity first.
public struct ConversationPage: Sendable, Equatable {
    /// The conversations, each with what the user has not read.
    public var conversations: [ConversationListing]
    /// Where the list goes on; opaque to clients, safe in a URL. Nil at the end.
    public var nextCursor: String?

    /// Makes a page.
    public init(conversations: [ConversationListing], nextCursor: String?) {
        self.conversations = conversations
        self.nextCursor = nextCursor
    }
}
