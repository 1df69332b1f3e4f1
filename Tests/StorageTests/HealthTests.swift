import ChatTestSupport
import Logging
import Testing

@testable import Storage

@Suite("What the log says of a store that fails now and then")
struct HealthTests {
    private static let full = SQLiteFailure(corrupt: "full")
    private static let locked = SQLiteFailure(corrupt: "locked")

    @Test("a failure is announced once in ten seconds, with how many there were, and only what was announced is revoked")
    func flapping() {
        let clock = ManualClock()
        let lines = Collected<String>()
        let health = StoreHealth(logger: Logger(label: "store") { _ in LineHandler(lines: lines) }) { clock.monotonicNanoseconds() }
        for _ in 1...3 {
            health.failed(Self.full)
            #expect(health.currentProblem == "full")
            health.succeeded()
            #expect(health.currentProblem == nil)
        }
        #expect(lines.all == ["the store takes no writes full 1", "the store takes writes again"])
        clock.advance(seconds: 9.9)
        health.failed(Self.locked)
        #expect(lines.all.count == 2)
        clock.advance(seconds: 0.1)
        health.failed(Self.locked)
        health.failed(Self.locked)
        #expect(lines.all.last == "the store takes no writes locked 4")
        clock.advance(seconds: 60)
        health.failed(Self.locked)
        health.failed(Self.full)
        #expect(lines.all.last == "the store takes no writes full 3")
        health.succeeded()
        health.succeeded()
        #expect(lines.all.count == 5 && lines.all.last == "the store takes writes again")
    }

    private struct LineHandler: LogHandler {
        let lines: Collected<String>
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        init(lines: Collected<String>) {
            self.lines = lines
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = ["reason", "failed_transactions"].compactMap { event.metadata?[$0]?.description }
            lines.append(([event.message.description] + values).joined(separator: " "))
        }
    }
}
