/// Where a list of conversations goes on.
public struct ConversationCursor: Sendable, Equatable {
    public var updatedAtMilliseconds: Int64
    public var id: String

    public init(updatedAtMilliseconds: Int64, id: String) {
        self.updatedAtMilliseconds = updatedAtMilliseconds
        self.id = id
    }
}
