@testable import telltale

/// What a body throws; `nil` when it does not.
func failure(_ body: () throws(CommandFailure) -> Void) -> CommandFailure? {
    do {
        try body()
        return nil
    } catch {
        return error
    }
}

/// The settings of `serve` with these flags and this environment.
func settings(_ flags: [String: String] = [:], environment: [String: String] = [:]) throws(CommandFailure) -> ServeSettings {
    try ServeSettings(SettingsReader(flags: flags, environment: environment))
}
