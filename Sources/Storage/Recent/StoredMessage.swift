/// Where the running transaction put a message.
struct StoredMessage {
    let conversation: StoredConversation
    let seq: Int64
    let position: Int64
    /// Unix time, milliseconds.
    let createdAt: Int64
    /// Which request stored it, where that had a client id.
    let request: RequestKey?
}
