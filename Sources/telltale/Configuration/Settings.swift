/// The table of settings: the one place that flags, environment names, keys of the configuration file,
/// `--help`, `--print-config`, the search for unknown keys and the documentation are derived from.
///
/// To add a setting: a `Setting` in its section's file, its row in that file's list, its flag in the
/// section's options, a property of ``ServeSettings``. Tests fail until all four agree.
enum Settings {
    /// All rows, in the order in which they are shown.
    static let table: [SettingRow] = server + access + tokens + metrics + assistantRows + agents + uploads + limits + times

    /// The row with this key.
    static func row(_ key: String) -> SettingRow? {
        table.first { $0.key == key }
    }
}
