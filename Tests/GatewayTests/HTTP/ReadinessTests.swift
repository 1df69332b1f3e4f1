import Synchronization
import Testing

@testable import Gateway

@Suite("Readiness")
struct ReadinessTests {
    private func text(_ readiness: Readiness) -> String { String(decoding: readiness.report().body, as: UTF8.self) }

    @Test("is every component's word")
    func components() {
        let problem = Mutex<String?>(nil)
        let readiness = Readiness([.init("store") { problem.withLock { $0 } }, .init("disk") { nil }])
        #expect(readiness.report().isReady)
        #expect(text(readiness) == #"{"status":"ready","components":{"store":"ok","disk":"ok"}}"#)
        problem.withLock { $0 = "unavailable" }
        #expect(!readiness.report().isReady)
        #expect(text(readiness) == #"{"status":"broken","components":{"store":"unavailable","disk":"ok"}}"#)
        #expect(readiness.problems == ["store: unavailable"])
        problem.withLock { $0 = nil }
        #expect(readiness.report().isReady)
    }

    @Test("ends for good when the node drains")
    func draining() {
        let readiness = Readiness([.init("store") { nil }])
        readiness.drain()
        #expect(!readiness.report().isReady)
        #expect(text(readiness) == #"{"status":"draining","components":{"store":"ok"}}"#)
    }
}
