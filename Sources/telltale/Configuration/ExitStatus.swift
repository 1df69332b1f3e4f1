/// How the process ends. The numbers are those of BSD's `sysexits.h`, so that a supervisor can tell
/// a mistake in the configuration (do not restart) from a busy port (try again).
enum ExitStatus: Int32, Sendable, CaseIterable {
    /// The command did what was asked.
    case success = 0
    /// Something failed that no other status names.
    case failure = 1
    /// The command line is wrong: an unknown flag, or a flag's value that cannot be read.
    case usage = 64
    /// A file that was named does not exist or cannot be read.
    case noInput = 66
    /// A resource is taken or unreachable: the port is in use.
    case unavailable = 69
    /// The data folder cannot be made or written.
    case cannotCreate = 73
    /// Another process holds the data folder: trying again later may help.
    case temporaryFailure = 75
    /// The environment, the configuration file or the combination of settings is wrong.
    case configuration = 78
}
