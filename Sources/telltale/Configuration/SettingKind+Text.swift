extension SettingKind where Value == String {
    /// Any text that is not empty.
    /// - Parameter valueName: What stands for it in `--help`.
    static func text(_ valueName: String = "text") -> Self {
        Self(
            valueName: valueName,
            parse: { text throws(BadValue) in
                guard !text.isEmpty else { throw BadValue("a text") }
                return text
            },
            format: { $0 }
        )
    }

    /// The path of a file or folder, absolute or from the working folder. It is not opened here.
    static let path = text("path")
}

extension SettingKind where Value == Bool {
    /// Yes or no; as a flag it takes no value and has a `--no-` form.
    static let truth = Self(
        valueName: "true|false",
        parse: { text throws(BadValue) in
            switch text.lowercased() {
            case "true", "yes", "on", "1": return true
            case "false", "no", "off", "0": return false
            default: throw BadValue("true or false")
            }
        },
        format: { String($0) }
    )
}

extension SettingKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of a few words.
    static var choice: Self { oneOf { $0 } }

    /// The same for words that are written in capitals elsewhere.
    static var lowercaseChoice: Self { oneOf { $0.lowercased() } }

    private static func oneOf(_ shown: @escaping @Sendable (String) -> String) -> Self {
        let words = Value.allCases.map { shown($0.rawValue) }
        return Self(
            valueName: words.count <= 3 ? words.joined(separator: "|") : "word",
            parse: { text throws(BadValue) in
                guard let value = Value.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
                    throw BadValue("one of \(words.joined(separator: ", "))")
                }
                return value
            },
            format: { shown($0.rawValue) }
        )
    }
}

extension SettingKind where Value == [String] {
    /// Several values with commas or blanks between them; in a file also a list.
    /// - Parameters:
    ///   - valueName: What stands for one of them in `--help`.
    ///   - unset: What an empty list means, in words.
    ///   - check: Throws for an entry that cannot be taken.
    static func list(
        _ valueName: String,
        unset: String = "none",
        check: @escaping @Sendable (String) throws(BadValue) -> Void
    ) -> Self {
        Self(
            valueName: "\(valueName),…",
            parse: { text throws(BadValue) in
                guard text != unset else { return [] }
                let entries = text.split { $0 == "," || $0.isWhitespace }.map(String.init)
                for entry in entries { try check(entry) }
                return entries
            },
            format: { $0.isEmpty ? unset : $0.joined(separator: ",") }
        )
    }
}
