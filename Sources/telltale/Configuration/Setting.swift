/// One setting: its row in the table, how its text is read, and what holds when nobody gives it.
struct Setting<Value: Sendable>: Sendable {
    /// What is known about it without its type.
    let row: SettingRow
    /// Reads and writes its values.
    let kind: SettingKind<Value>
    /// What holds in development when nobody gives it.
    let development: Value
    /// What holds in production when nobody gives it.
    let production: Value

    /// A setting whose default depends on what the server is run for.
    /// - Parameters:
    ///   - key: Its name: lower-case words with hyphens. Flag, environment and file names follow from it.
    ///   - section: The heading under which it is listed.
    ///   - kind: How its text is read.
    ///   - development: The default in development.
    ///   - production: The default in production.
    ///   - places: Where it may be given; everywhere unless said.
    ///   - isSecret: Whether its value must never be shown.
    ///   - meaning: One sentence.
    ///   - extremes: What happens at the ends of its range; empty when there is nothing to say.
    init(
        _ key: String,
        in section: SettingSection,
        _ kind: SettingKind<Value>,
        development: Value,
        production: Value,
        places: SettingPlaces = .everywhere,
        isSecret: Bool = false,
        meaning: String,
        extremes: String = ""
    ) {
        self.kind = kind
        self.development = development
        self.production = production
        row = SettingRow(
            key: key,
            section: section,
            valueName: kind.valueName,
            developmentDefault: kind.format(development),
            productionDefault: kind.format(production),
            places: places,
            isSecret: isSecret,
            isSwitch: Value.self == Bool.self || Value.self == Bool?.self,
            meaning: meaning,
            extremes: extremes,
            normalise: { text throws(BadValue) in kind.format(try kind.parse(text)) }
        )
    }

    /// A setting whose default is the same everywhere.
    init(
        _ key: String,
        in section: SettingSection,
        _ kind: SettingKind<Value>,
        default value: Value,
        places: SettingPlaces = .everywhere,
        isSecret: Bool = false,
        meaning: String,
        extremes: String = ""
    ) {
        self.init(
            key,
            in: section,
            kind,
            development: value,
            production: value,
            places: places,
            isSecret: isSecret,
            meaning: meaning,
            extremes: extremes
        )
    }

    /// What holds when nobody gives it.
    func defaultValue(for deployment: Deployment) -> Value {
        deployment == .production ? production : development
    }
}
