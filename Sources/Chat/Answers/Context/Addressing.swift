import Wire

/// Decides whether the assistant answers a message, and which one.
struct Addressing {
    /// The first words that call the operations assistant, in lower case.
    var commands: Set<String>

    /// Who answers.
    enum Addressee {
        case model
        case operations
    }

    /// - Parameters:
    ///   - content: what a user said.
    ///   - respond: the author's own wish, which overrides the mode.
    ///   - mode: the conversation's.
    /// - Returns: nil when nobody answers.
    func addressee(of content: String, respond: Bool?, mode: AssistantMode) -> Addressee? {
        if respond == false || (respond == nil && mode == .never) { return nil }
        if isCommand(content) { return .operations }
        return respond == true || mode == .always || Self.isMention(content) ? .model : nil
    }

    /// Whether the first word is a command, or the one after the assistant's name.
    private func isCommand(_ content: String) -> Bool {
        var words = content.utf8.split(maxSplits: 2) { $0 <= UInt8(ascii: " ") }[...]
        if let first = words.first, first.count <= Self.longestWord, Self.isName(String(first)) { words.removeFirst() }
        // A message of one endless word is not copied.
        guard let word = words.first, word.first == UInt8(ascii: "/"), word.count <= Self.longestWord, let text = String(word)
        else { return false }
        return commands.contains(text.lowercased())
    }

    private static func isName(_ word: String?) -> Bool {
        guard var name = word else { return false }
        if let last = name.last, ",:".contains(last) { name.removeLast() }
        return name.lowercased() == "@assistant"
    }

    /// Bytes: commands and the name are far shorter.
    private static let longestWord = 32

    /// Whether `@assistant` is said as a word of its own: in any case, and neither part of a longer name nor of an address such
    /// as `me@assistant.example`.
    static func isMention(_ content: String) -> Bool {
        let name = Array("@assistant".utf8)
        var content = content
        return content.withUTF8 { bytes in
            var start = 0
            while start + name.count <= bytes.count {
                if bytes[start] == name[0], matches(name, bytes, at: start) { return true }
                start += 1
            }
            return false
        }
    }

    private static func matches(_ name: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        // In ASCII, setting this bit turns letters to lower case and leaves `@` as it is.
        for offset in 1..<name.count where bytes[start + offset] | 0x20 != name[offset] { return false }
        let end = start + name.count
        if start > 0, isWordByte(bytes[start - 1]) { return false }
        guard end < bytes.count else { return true }
        if isWordByte(bytes[end]) { return false }
        // A full stop ends a sentence, unless a name goes on behind it.
        let goesOn = end + 1 < bytes.count && isWordByte(bytes[end + 1])
        return !(goesOn && (bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: "-")))
    }

    /// Letters, digits, `_`, and every byte beyond ASCII, which is part of a letter more often than not.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }
}
