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

    /// The same kind where nothing may be given.
    /// - Parameter unset: What holds then, in words: `one a core`.
    func optional(unset: String = "none") -> SettingKind<Value?> {
        SettingKind<Value?>(
            valueName: valueName,
            parse: { text throws(BadValue) in text.isEmpty || text == unset ? nil : try parse(text) },
            format: { value in value.map(format) ?? unset }
        )
    }
}
