import HTTPClients
import Testing

@Suite("Other people's texts in a log")
struct PlainTextTests {
    @Test(
        "become one line without control characters",
        arguments: [
            ("as it is", "as it is"), ("a\nb\r\n\tc", "a b c"), ("\u{1B}[31mred", "[31mred"), ("  \u{0}  ", ""), ("é\u{301} ", "é\u{301}"),
        ])
    func oneLine(_ text: String, _ line: String) {
        #expect(PlainText.line(text) == line)
    }

    @Test("and end after 300 characters")
    func long() {
        #expect(PlainText.line(String(repeating: "x", count: 300)) == String(repeating: "x", count: 300))
        #expect(PlainText.line(String(repeating: "x", count: 100_000)) == String(repeating: "x", count: 300) + "…")
    }
}
