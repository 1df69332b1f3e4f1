/// The headings under which settings are listed in `--help` and in the documentation.
enum SettingSection: String, Sendable, CaseIterable {
    case server = "Server"
    case access = "Access"
    case tokens = "Tokens"
    case metrics = "Metrics"
    case assistant = "Assistant"
    case agents = "Agents"
    case uploads = "Uploads"
    case limits = "Limits"
    case times = "Times"
}
