/// What a commit of the store waits for; the names are those of SQLite's `synchronous` pragma.
///
/// Source: <https://www.sqlite.org/pragma.html#pragma_synchronous>
enum Synchronous: String, Sendable, CaseIterable {
    /// Each commit waits for the disk: an acknowledged message survives a loss of power.
    case full
    /// Commits wait for the disk at checkpoints only: a message survives the end of the process, not a loss of power.
    case normal
}
