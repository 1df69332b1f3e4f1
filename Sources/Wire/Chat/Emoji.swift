/// What a reaction may be.
public enum Emoji {
    /// The longest, in bytes of UTF-8: an emoji of several persons with skin tones has 41.
    public static let maximumBytes = 64

    /// Whether `text` has 1 to ``maximumBytes`` bytes, none of them of white space, of a control character or of one that
    /// turns the direction of writing, and something in it can be seen. Which of the others are emoji changes every year, so
    /// everything else is taken.
    public static func isValid(_ text: String) -> Bool {
        text.utf8.count <= maximumBytes && text.unicodeScalars.allSatisfy(isAllowed)
            && text.unicodeScalars.contains { !$0.properties.isDefaultIgnorableCodePoint }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.generalCategory != .control && !properties.isWhitespace && !properties.isBidiControl
    }
}
