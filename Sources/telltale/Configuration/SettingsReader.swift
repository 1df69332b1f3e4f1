/// The settings as they were given: flags over environment over file over defaults.
struct SettingsReader: Sendable {
    /// What the server is run for; it decides some defaults.
    let deployment: Deployment
    /// The places that give settings, the strongest first.
    private let sources: [SettingSource]

    /// Variables that look like ours and are Kubernetes' service links: they give no settings.
    let serviceLinks: [String]

    /// Reads all places and refuses unknown names.
    /// - Parameters:
    ///   - flags: The flags that were given, by key.
    ///   - environment: The process's environment.
    /// - Throws: ``CommandFailure`` for an unknown name, and for a configuration file that cannot be read.
    init(flags: [String: String], environment: [String: String]) throws(CommandFailure) {
        let serviceLinks = ServiceLinks.names(in: environment)
        let environment = environment.filter { !serviceLinks.contains($0.key) }
        self.serviceLinks = serviceLinks
        try UnknownSetting.check(environment: environment.keys)
        var sources = [SettingSource.flags(flags), .environment(environment)]
        if let path = try Self.value(Settings.config, from: sources, for: .development) {
            sources.append(try ConfigurationFile(path: path).source)
        }
        self.sources = sources
        deployment = try Self.value(Settings.env, from: sources, for: .development)
    }

    /// The value of a setting.
    /// - Throws: ``CommandFailure`` when the text that was given cannot be read; it says where it stands.
    func value<Value>(_ setting: Setting<Value>) throws(CommandFailure) -> Value {
        try Self.value(setting, from: sources, for: deployment)
    }

    /// Where a setting's value comes from.
    func origin(of row: SettingRow) -> SettingOrigin {
        Self.given(row, in: sources)?.origin ?? .byDefault
    }

    /// The value of a setting as it is shown; a secret's is only `set` or `none`.
    /// - Throws: ``CommandFailure`` as ``value(_:)``.
    func shown(_ row: SettingRow) throws(CommandFailure) -> String {
        guard let given = Self.given(row, in: sources) else { return row.defaultText(for: deployment) }
        let text = try Self.reading(row, given) { text throws(BadValue) in try row.normalise(text) }
        return row.isSecret ? "set" : text
    }

    private static func given(_ row: SettingRow, in sources: [SettingSource]) -> (text: String, origin: SettingOrigin)? {
        for source in sources {
            if let text = source.text(for: row) { return (text, source.origin) }
        }
        return nil
    }

    private static func value<Value>(
        _ setting: Setting<Value>,
        from sources: [SettingSource],
        for deployment: Deployment
    ) throws(CommandFailure) -> Value {
        guard let given = given(setting.row, in: sources) else { return setting.defaultValue(for: deployment) }
        return try reading(setting.row, given, setting.kind.parse)
    }

    private static func reading<Value>(
        _ row: SettingRow,
        _ given: (text: String, origin: SettingOrigin),
        _ parse: (String) throws(BadValue) -> Value
    ) throws(CommandFailure) -> Value {
        do {
            return try parse(given.text)
        } catch {
            let text = row.isSecret ? "the value" : "\"\(given.text)\""
            throw CommandFailure(
                given.origin.failureStatus,
                "\(given.origin.complaint(about: row)): \(text) is not \(error.expectation)"
            )
        }
    }
}
