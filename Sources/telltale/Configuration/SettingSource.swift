import Configuration

/// One place that gives settings: the flags, the environment or the configuration file.
struct SettingSource: Sendable {
    /// Which of them it is.
    let origin: SettingOrigin
    private let snapshot: any ConfigSnapshot
    private let prefix: [String]

    /// A source that reads from a snapshot of one of swift-configuration's providers.
    /// - Parameters:
    ///   - origin: Which place it is.
    ///   - snapshot: Its values at one moment.
    ///   - prefix: What stands before each key there.
    init(_ origin: SettingOrigin, _ snapshot: any ConfigSnapshot, prefix: [String] = []) {
        self.origin = origin
        self.snapshot = snapshot
        self.prefix = prefix
    }

    /// The flags that were given, by key.
    static func flags(_ given: [String: String]) -> SettingSource {
        let values = given.map { (AbsoluteConfigKey([$0.key]), ConfigValue(.string($0.value), isSecret: false)) }
        let provider = InMemoryProvider(name: "flags", values: Dictionary(values) { first, _ in first })
        return SettingSource(.flag, provider.snapshot())
    }

    /// The variables of an environment that are not empty: `docker run -e NAME` hands over empty ones.
    static func environment(_ variables: [String: String]) -> SettingSource {
        let provider = EnvironmentVariablesProvider(environmentVariables: variables.filter { !$0.value.isEmpty })
        return SettingSource(.environment, provider.snapshot(), prefix: ["telltale"])
    }

    /// The text that this place gives for a setting; entries of a list are joined with commas.
    func text(for row: SettingRow) -> String? {
        let key = AbsoluteConfigKey(prefix + [row.key])
        if let text = try? snapshot.value(forKey: key, type: .string).value?.content, case .string(let text) = text {
            return String(text.trimmed)
        }
        if let list = try? snapshot.value(forKey: key, type: .stringArray).value?.content, case .stringArray(let list) = list {
            return list.joined(separator: ",")
        }
        return nil
    }
}
