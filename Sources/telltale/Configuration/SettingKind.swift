/// How the text of a setting becomes a value and back: one parser for flags, environment and files.
///
/// `parse(format(value))` gives the value again, which a test holds for every default.
struct SettingKind<Value: Sendable>: Sendable {
    /// What stands for the value in `--help`: `<seconds>`.
    let valueName: String
    /// Reads a text that was trimmed of blanks at both ends.
    let parse: @Sendable (String) throws(BadValue) -> Value
    /// Writes a value as `--print-config` and the documentation show it.
    let format: @Sendable (Value) -> String

    /// A kind from its three parts.
    init(
        valueName: String,
        parse: @escaping @Sendable (String) throws(BadValue) -> Value,
        format: @escaping @Sendable (Value) -> String
    ) {
        self.valueName = valueName
        self.parse = parse
        self.format = format
    }

    /// The same kind where nothing may be given, by leaving the setting out or with the word for it.
    ///
    /// An empty text is refused: what a variable that was never set, or an empty list, leaves behind must not switch a check off.
    /// - Parameters:
    ///   - unset: What holds then, in words: `one a core`.
    ///   - hint: What to give instead of an empty text.
    func optional(unset: String = "none", hint: String? = nil) -> SettingKind<Value?> {
        SettingKind<Value?>(
            valueName: valueName,
            parse: { text throws(BadValue) in
                guard !text.isEmpty else { throw BadValue(hint ?? "a value; leave it out, or say `\(unset)`") }
                return text == unset ? nil : try parse(text)
            },
            format: { value in value.map(format) ?? unset }
        )
    }
}
