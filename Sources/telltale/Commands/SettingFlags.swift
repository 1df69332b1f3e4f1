/// Flags of a command that are settings.
protocol SettingFlags {
    /// Each setting that has a flag here, with the text that was given.
    var flags: [(SettingRow, String?)] { get }
}

extension SettingFlags {
    /// The texts that were given, by key.
    var given: [String: String] {
        flags.reduce(into: [:]) { given, flag in
            if let text = flag.1 { given[flag.0.key] = text }
        }
    }
}
