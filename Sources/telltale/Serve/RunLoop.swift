import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// Runs services until a signal, then stops them in reverse order; a second signal ends the process at once.
struct RunLoop {
    /// In the order of starting.
    var services: [any Service]
    /// From the signal to the end; after it the process ends with an error. Zero is no limit.
    var timeout: Duration
    var logger: Logger

    /// - Throws: what the first failing service threw.
    func run() async throws {
        let configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) }, logger: logger)
        let group = ServiceGroup(configuration: configuration)
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let watcher = Task {
            var count = 0
            for await signal in signals {
                count += 1
                guard count > 1 else {
                    logger.info("Stopping; a second signal ends at once", metadata: ["signal": .string("\(signal)")])
                    endAtDeadline()
                    await group.triggerGracefulShutdown()
                    continue
                }
                _exit(128 + (signal == .sigint ? SIGINT : SIGTERM))
            }
        }
        defer { watcher.cancel() }
        try await group.run()
    }

    /// What is acknowledged is committed, so nothing is lost by ending in the middle; only clients were not told.
    private func endAtDeadline() {
        guard timeout > .zero else { return }
        Task {
            try await Task.sleep(for: timeout)
            logger.error("Not stopped within shutdown-timeout; ending", metadata: ["timeout": .string("\(timeout)")])
            _exit(ExitStatus.failure.rawValue)
        }
    }
}
