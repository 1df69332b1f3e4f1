/// One row of the table of settings: everything that help, documentation, `--print-config` and the
/// search for unknown keys need, without the type of the value.
struct SettingRow: Sendable {
    /// Its name, which is also its key in a configuration file: `message-rate`.
    let key: String
    /// The heading under which it is listed.
    let section: SettingSection
    /// What stands for its value in `--help`.
    let valueName: String
    /// The default in development, as shown.
    let developmentDefault: String
    /// The default in production, as shown.
    let productionDefault: String
    /// Where it may be given.
    let places: SettingPlaces
    /// Whether its value must never be shown.
    let isSecret: Bool
    /// Whether its flag takes no value.
    let isSwitch: Bool
    /// One sentence.
    let meaning: String
    /// What happens at the ends of its range.
    let extremes: String
    /// The text in the form that `--print-config` shows.
    let normalise: @Sendable (String) throws(BadValue) -> String

    /// Its flag: `--message-rate`.
    var flag: String { "--\(key)" }

    /// Its environment variable: `TELLTALE_MESSAGE_RATE`.
    var environmentName: String {
        SettingRow.environmentPrefix + String(key.uppercased().map { $0 == "-" ? "_" : $0 })
    }

    /// What every environment variable of ours starts with.
    static let environmentPrefix = "TELLTALE_"

    /// The default as shown for a deployment.
    func defaultText(for deployment: Deployment) -> String {
        deployment == .production ? productionDefault : developmentDefault
    }

    /// Both defaults in one phrase: `0, in production 16`.
    var defaultSummary: String {
        developmentDefault == productionDefault
            ? developmentDefault : "\(developmentDefault), in production \(productionDefault)"
    }
}
