import Identity

extension SettingKind where Value == Scopes {
    /// Scopes of a token with blanks or commas between them; `none` is no scope.
    static let scopes = Self(
        valueName: "scope,…",
        parse: { text throws(BadValue) in
            var scopes: Scopes = []
            guard text != "none" else { return scopes }
            let words = text.split { $0 == "," || $0.isWhitespace }
            for word in words {
                guard let scope = Scopes(name: String(word)) else { throw unknown }
                scopes.formUnion(scope)
            }
            guard !words.isEmpty else { throw unknown }
            return scopes
        },
        format: { $0.isEmpty ? "none" : $0.description }
    )

    private static var unknown: BadValue {
        BadValue("a list of scopes out of \(Scopes.names.map(\.name).joined(separator: ", "))")
    }
}
