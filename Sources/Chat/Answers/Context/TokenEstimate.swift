/// How many tokens a text takes, guessed without a tokenizer.
///
/// A quarter of a token for each byte of ASCII, which English and source code come close to, and one for each character beyond:
/// right for Chinese and Japanese, and too many for the other scripts, so that a context which fits here fits the model. Four
/// more for each message, for its role and its limits.
/// Source: <https://help.openai.com/en/articles/4936856-what-are-tokens-and-how-to-count-them>.
public enum TokenEstimate {
    /// Tokens of one message with this content.
    public static func tokens(of content: String) -> Int {
        var ascii = 0
        var others = 0
        for byte in content.utf8 {
            if byte < 0x80 {
                ascii += 1
            } else if byte >= 0xC0 {
                others += 1
            }
        }
        return (ascii + 3) / 4 + others + 4
    }
}
