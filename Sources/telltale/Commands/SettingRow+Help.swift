import ArgumentParser

extension SettingRow {
    /// The text of `--help` for the setting's flag.
    var help: ArgumentHelp {
        ArgumentHelp("\(meaning) (default: \(defaultSummary))", valueName: valueName)
    }
}
