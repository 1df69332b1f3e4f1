/// Where the value of a setting came from.
enum SettingOrigin: Sendable, Equatable {
    /// A flag on the command line.
    case flag
    /// An environment variable.
    case environment
    /// The configuration file with this path.
    case file(String)
    /// Nobody gave it.
    case byDefault

    /// Where to look for it, with the name that it has there: `flag --port`.
    func description(of row: SettingRow) -> String {
        switch self {
        case .flag: "flag \(row.flag)"
        case .environment: "environment \(row.environmentName)"
        case .file(let path): "file \(path)"
        case .byDefault: row.developmentDefault == row.productionDefault ? "default" : "default, by env"
        }
    }

    /// The start of a line that complains about its value there: `--port`, `telltale.yaml: port`.
    func complaint(about row: SettingRow) -> String {
        switch self {
        case .flag: row.flag
        case .environment: row.environmentName
        case .file(let path): "\(path): \(row.key)"
        case .byDefault: "the default of \(row.key)"
        }
    }

    /// What a mistake there ends the process with.
    var failureStatus: ExitStatus {
        self == .flag ? .usage : .configuration
    }
}
