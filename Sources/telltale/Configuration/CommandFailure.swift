/// Why a command ends before its work: one line for a person, and the status for a supervisor.
///
/// Throw it from anywhere below a command's `run`; the entry point prints `telltale: <message>` to
/// standard error and ends with the status. The message says what to do and never holds a secret.
struct CommandFailure: Error, Sendable, Equatable {
    /// The exit status.
    let status: ExitStatus
    /// One line without the leading `telltale:` and without a full stop.
    let message: String

    /// A failure with its exit status and its line.
    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }
}
