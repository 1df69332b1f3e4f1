import Foundation
import Logging
import Wire

/// Writes each log entry as one JSON object on a line of standard error: `{time, level, logger, message, …metadata}`.
struct JSONLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let label: String

    init(label: String, level: Logger.Level) {
        self.label = label
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.name("time")
        writer.time(Int64(Date().timeIntervalSince1970 * 1000))
        writer.member("level", event.level.rawValue)
        writer.member("logger", label)
        writer.member("message", "\(event.message)")
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
            writer.name(escaping: key)
            writer.value("\(value)")
        }
        writer.endObject()
        FileHandle.standardError.write(Data(writer.bytes + [UInt8(ascii: "\n")]))
    }
}
