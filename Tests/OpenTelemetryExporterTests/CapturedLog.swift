import Logging
import Synchronization

/// Keeps what is logged.
final class CapturedLog: Sendable {
    private let entries = Mutex<[String]>([])

    /// `level: message`, in order.
    var lines: [String] {
        entries.withLock { $0 }
    }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = .debug
        return logger
    }

    private struct Handler: LogHandler {
        let log: CapturedLog
        var logLevel = Logger.Level.debug
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let details = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
            log.entries.withLock { $0.append("\(event.level): \(event.message)\(details)") }
        }
    }
}
