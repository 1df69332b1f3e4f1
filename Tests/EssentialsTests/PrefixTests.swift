import Essentials
import Testing

@Suite("The beginning of a text")
struct PrefixTests {
    @Test(
        "has at most so many bytes and ends between scalars",
        arguments: [
            ("abc", 5, "abc"), ("abc", 3, "abc"), ("abc", 2, "ab"), ("abc", 0, ""), ("abc", -1, ""), ("", 4, ""),
            ("aé", 2, "a"), ("aé", 3, "aé"), ("😀b", 3, ""), ("😀b", 4, "😀"), ("e\u{301}\u{302}x", 3, "e\u{301}"),
        ])
    func prefix(text: String, bytes: Int, expected: String) {
        #expect(Array(text.prefix(utf8Bytes: bytes).utf8) == Array(expected.utf8))
        #expect(Array(("x" + text).dropFirst().prefix(utf8Bytes: bytes).utf8) == Array(expected.utf8))
    }

    @Test("of one character that is longer than the limit is not empty")
    func longCharacter() {
        let text = "e" + String(repeating: "\u{301}", count: 5_000)
        #expect(text.count == 1 && text.prefix(utf8Bytes: 4_096).utf8.count == 4_095)
    }
}
