/// What somebody wrote, as words in lower case.
struct SpokenText: Sendable, Equatable {
    /// How much of a message is read: a question is short.
    static let limit = 500

    /// Letters, digits, `/`, `.` and `'` make up words; the rest separates them.
    let words: [String]

    /// - Parameter text: `@assistant` at its beginning does not count.
    init(_ text: String) {
        let characters = text.prefix(Self.limit).lowercased().replacing("’", with: "'")
        var words = characters.split { !($0.isLetter || $0.isNumber || "/.'@".contains($0)) }.map(Self.trimmed).filter { !$0.isEmpty }
        while words.first == "@assistant" { words.removeFirst() }
        self.words = words
    }

    /// A full stop ends a sentence, and stands in numbers.
    private static func trimmed(_ word: Substring) -> String {
        var word = word
        while let last = word.last, ".'".contains(last) { word.removeLast() }
        return String(word)
    }

    /// Whether the words of a phrase follow each other somewhere.
    ///
    /// - Parameter phrase: words with blanks between them; one that ends in `*` stands for all that begin so.
    func contains(_ phrase: String) -> Bool {
        let wanted = phrase.split(separator: " ")
        guard wanted.count <= words.count else { return false }
        return (0...(words.count - wanted.count)).contains { start in
            zip(wanted, words[start...]).allSatisfy { wanted, word in
                wanted.hasSuffix("*") ? word.hasPrefix(wanted.dropLast()) : word == wanted
            }
        }
    }
}
