/// How log lines are written to standard error.
enum LogFormat: String, Sendable, CaseIterable {
    /// One readable line an entry.
    case text
    /// One JSON object an entry and line.
    case json
}
