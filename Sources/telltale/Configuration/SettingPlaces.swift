/// Where a setting may be given.
struct SettingPlaces: OptionSet, Sendable {
    let rawValue: Int

    /// On the command line.
    static let flag = SettingPlaces(rawValue: 1)
    /// In the environment.
    static let environment = SettingPlaces(rawValue: 2)
    /// In the configuration file.
    static let file = SettingPlaces(rawValue: 4)
    /// In all three.
    static let everywhere: SettingPlaces = [.flag, .environment, .file]
}
