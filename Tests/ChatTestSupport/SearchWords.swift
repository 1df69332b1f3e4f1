import Foundation

/// The words of a search: all must be in a text, each as a whole but the last, which may be the beginning of one.
struct SearchWords {
    private let whole: Set<String>
    private let beginning: String

    /// Nil for a text without a letter or digit.
    init?(_ text: String) {
        var words = Self.words(of: text)
        guard let last = words.popLast() else { return nil }
        whole = Set(words)
        beginning = last
    }

    func match(_ text: String) -> Bool {
        let words = Self.words(of: text)
        return whole.isSubset(of: words) && words.contains { $0.hasPrefix(beginning) }
    }

    /// The runs of letters and digits, in lower case and without diacritics.
    private static func words(of text: String) -> [String] {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            .split { !$0.isLetter && !$0.isNumber }
            .map(String.init)
    }
}
