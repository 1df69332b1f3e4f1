import Chat
import Logging
import Synchronization
import Testing
import Wire

@testable import Gateway

@Suite("The log of failed operations")
struct FailureLogTests {
    private let entries = Entries()

    private func log(_ now: @escaping @Sendable () -> Int64) -> FailureLog {
        FailureLog(logger: Logger(label: "test") { [entries] _ in RecordingLog(entries: entries) }, now: now)
    }

    private let failure = ChatError(code: .storeUnavailable, message: "try again", detail: "disk I/O error")

    @Test("says what the client is not told")
    func detail() {
        log({ 0 }).record(failure, of: "message")
        #expect(
            entries.lines == [
                "error Socket operation failed: code=store_unavailable detail=disk I/O error error=try again left_out=0 operation=message"
            ])
    }

    @Test("is silent about what has no detail")
    func silent() {
        log({ 0 }).record(ChatError(code: .notFound, message: "no such message"), of: "read")
        #expect(entries.lines == [])
    }

    @Test("writes one entry a second and says how many it stands for")
    func flood() {
        let clock = Clock(now: 5)
        let log = log { clock.now.withLock { $0 } }
        for _ in 0..<100 { log.record(failure, of: "message") }
        #expect(entries.lines.count == 1)
        clock.now.withLock { $0 += 1_000_000_000 }
        log.record(failure, of: "history")
        #expect(entries.lines.count == 2)
        #expect(entries.lines.last?.contains("left_out=99 operation=history") == true)
    }
}

private final class Clock: Sendable {
    let now: Mutex<Int64>

    init(now: Int64) { self.now = Mutex(now) }
}

private final class Entries: Sendable {
    private let all = Mutex<[String]>([])

    var lines: [String] { all.withLock { $0 } }

    func add(_ line: String) { all.withLock { $0.append(line) } }
}

private struct RecordingLog: LogHandler {
    let entries: Entries
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
        entries.add("\(event.level) \(event.message): \(fields)")
    }
}
