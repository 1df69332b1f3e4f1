import HTTPClients

/// Takes a key out of what a provider says: some repeat it, or the parts of it that they show in their own console.
struct Redaction: Sendable {
    /// Bytes of the key that in a row give it away.
    private static let window = 6
    /// Bytes of a text that are looked at: more than the line that is made of them.
    private static let limit = 4_096

    private let key: [UInt8]

    init(_ key: ModelKey?) {
        self.key = key.map { Array($0.text.utf8) } ?? []
    }

    /// One line of a text, with `…` for every word that has a part of the key or looks like a key.
    func line(_ text: String) -> String {
        let beginning = String(decoding: text.utf8.prefix(Self.limit), as: UTF8.self)
        var words = beginning.split(whereSeparator: \.isWhitespace)
        // Half a key would not be known as one.
        if text.utf8.count > Self.limit, beginning.last?.isWhitespace == false { words.removeLast() }
        return PlainText.line(words.map { isSecret($0) ? "…" : String($0) }.joined(separator: " "))
    }

    private func isSecret(_ word: Substring) -> Bool {
        if word.contains("sk-") { return true }
        let length = min(Self.window, key.count)
        guard length > 0, word.utf8.count >= length else { return false }
        let bytes = Array(word.utf8)
        return (0...bytes.count - length).contains { start in
            (0...key.count - length).contains { offset in
                (0..<length).allSatisfy { bytes[start + $0] == key[offset + $0] }
            }
        }
    }
}
