import Testing
import Wire

@Suite("Emoji of reactions")
struct EmojiTests {
    @Test(
        "may be any characters without white space, up to 64 bytes",
        arguments: ["👍", "❤️", "👩🏽‍🤝‍👨🏿", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", ":+1:", "é", String(repeating: "😀", count: 16), "\u{1FAE8}"])
    func accepts(_ text: String) {
        #expect(Emoji.isValid(text))
    }

    @Test(
        "are refused when they are empty, long, blank or steer the terminal or the direction of writing",
        arguments: [
            "", " ", "a b", "👍\n", "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{3000}", "\u{202E}evil", "\u{2066}x",
            "\u{200F}", String(repeating: "😀", count: 16) + "x",
        ])
    func refuses(_ text: String) {
        #expect(!Emoji.isValid(text))
    }

    @Test(
        "are refused when nothing of them can be seen",
        arguments: ["\u{200B}", "\u{200D}", "\u{FEFF}", "\u{FE0F}", "\u{2060}\u{200D}", "\u{E0067}\u{E007F}", "\u{00AD}"])
    func invisible(_ text: String) {
        #expect(!Emoji.isValid(text))
    }
}
