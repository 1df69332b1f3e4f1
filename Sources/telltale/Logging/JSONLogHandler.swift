import Foundation
import Logging
import Wire

/// Writes each log entry as one JSON object on a line of standard error: `{time, level, logger, message, …metadata}`.
///
/// Metadata with one of the four names is written as `metadata.<name>`: a member comes once.
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
        let all = metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).mapValues { "\($0)" }
        let line = Self.line(
            unixMilliseconds: Int64(Date().timeIntervalSince1970 * 1000), level: event.level.rawValue, label: label,
            message: "\(event.message)", metadata: all)
        StandardStream.error.write(line)
    }

    private static let ownMembers: Set = ["time", "level", "logger", "message"]

    /// One entry with the end of its line.
    static func line(
        unixMilliseconds: Int64, level: String, label: String, message: String, metadata: [String: String]
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.name("time")
        writer.time(unixMilliseconds)
        writer.member("level", level)
        writer.member("logger", label)
        writer.member("message", message)
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            writer.name(escaping: ownMembers.contains(key) ? "metadata." + key : key)
            writer.value(value)
        }
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
