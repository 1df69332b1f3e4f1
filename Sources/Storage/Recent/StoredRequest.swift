/// What an append with a client id came to.
struct StoredRequest {
    let messageID: String
    let position: Int64
    let seq: Int64
}
