import Wire

/// A row of `answers`: what a generated message and its ending have besides a row of the log.
struct AnswerDetails {
    var model: String?
    var finishReason: String?
    var errorCode: String?
    var usage: TokenUsage?
    /// Milliseconds.
    var duration: Int64?
    /// Milliseconds to the first chunk.
    var firstChunk: Int64?
}
