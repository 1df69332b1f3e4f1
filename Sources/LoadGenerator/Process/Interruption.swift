import Glibc
import Synchronization

// Written by the signal handler, so it can be nothing but a lock-free atomic (signal-safety(7)).
private let requested = Atomic<Bool>(false)

/// SIGINT as a question that the run asks now and then: the first one ends the run early and the figures are printed,
/// a second one ends the process at once.
enum Interruption {
    /// Starts watching for SIGINT.
    static func watch() {
        requested.store(false, ordering: .relaxed)  // also makes sure that the global exists before a handler needs it
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in requested.store(true, ordering: .relaxed) }
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
        sigaction(SIGINT, &action, nil)
    }

    static var isRequested: Bool { requested.load(ordering: .relaxed) }
}
