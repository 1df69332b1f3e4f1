/// Texts of others, made fit for one line of our log.
public enum PlainText {
    /// Characters that are kept.
    public static let limit = 300

    /// The beginning of a text, with a space for every run of control characters and white space.
    public static func line(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            let isSpace = scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            if isSpace, line.isEmpty || line.last == " " { continue }
            guard count < limit else { return String(line) + "…" }
            count += 1
            line.append(isSpace ? " " : scalar)
        }
        if line.last == " " { line.removeLast() }
        return String(line)
    }
}
