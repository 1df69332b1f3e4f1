/// What a request with a client id came to.
struct StoredRequest {
    let messageID: String
    /// Of the event that it stored.
    let position: Int64
    let seq: Int64
}
