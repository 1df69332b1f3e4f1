/// The text of an answer: what the room was told, and what waits to be told.
struct AnswerText {
    /// All chunks so far, joined.
    private(set) var sent = ""
    /// What came since the last chunk.
    private(set) var held = ""
    /// How many chunks there are so far.
    private(set) var chunks = 0
    /// When the first chunk was made, monotonic nanoseconds.
    private(set) var firstChunkAt: Int64?
    /// When the last chunk was made, monotonic nanoseconds.
    private(set) var lastChunkAt: Int64?
    private var bytes = 0

    /// All that came.
    var whole: String { sent + held }

    /// Takes in what the model said, as far as `limit` bytes of UTF-8 allow; cut between characters, never inside one.
    ///
    /// - Returns: whether there is room for more.
    mutating func append(_ piece: String, limit: Int) -> Bool {
        let size = piece.utf8.count
        guard bytes + size >= limit else {
            held += piece
            bytes += size
            return true
        }
        let fitting = Self.prefix(of: piece, bytes: limit - bytes)
        held += fitting
        bytes += fitting.utf8.count
        return false
    }

    /// Turns what is held into the next chunk.
    ///
    /// - Returns: its index and text; nil when nothing is held.
    mutating func takeChunk(at now: Int64) -> (index: Int, delta: String)? {
        guard !held.isEmpty else { return nil }
        defer {
            sent += held
            held = ""
            chunks += 1
            firstChunkAt = firstChunkAt ?? now
            lastChunkAt = now
        }
        return (chunks, held)
    }

    private static func prefix(of piece: String, bytes: Int) -> Substring {
        var end = piece.startIndex
        var used = 0
        while end < piece.endIndex {
            let next = piece.index(after: end)
            used += piece[end..<next].utf8.count
            if used > bytes { break }
            end = next
        }
        return piece[..<end]
    }
}
