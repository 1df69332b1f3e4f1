import ChatTestSupport
import Logging

/// A log handler that keeps its entries as text: level, message, metadata in the order of its keys.
struct RecordingLog: LogHandler {
    let entries: Collected<String>
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    init(entries: Collected<String>) {
        self.entries = entries
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let members = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
        entries.append("\(event.level) \(event.message)\(members.joined())")
    }
}
