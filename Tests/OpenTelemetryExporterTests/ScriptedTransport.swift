import HTTPClients
import OpenTelemetryExporter
import Synchronization

/// Answers as a test wrote it down, and keeps what was sent.
final class ScriptedTransport: OTLPTransport {
    enum Step {
        case answer(OTLPResponse)
        case fail
        case hang
    }

    struct Refused: Error {}

    private let script: Mutex<[Step]>
    private let closed = Mutex(false)
    private let requests = AsyncStream<OTLPRequest>.makeStream()

    /// Answers 200 once the script is at its end.
    init(_ script: [Step] = []) {
        self.script = Mutex(script)
    }

    var isClosed: Bool {
        closed.withLock { $0 }
    }

    /// The next request that was not asked for yet.
    func request() async -> OTLPRequest? {
        for await request in requests.stream { return request }
        return nil
    }

    func send(_ request: OTLPRequest) async throws -> OTLPResponse {
        let step = script.withLock { $0.isEmpty ? .answer(OTLPResponse(status: 200)) : $0.removeFirst() }
        requests.continuation.yield(request)
        switch step {
        case .answer(let response): return response
        case .fail: throw Refused()
        case .hang:
            // Nobody moves this clock, so only cancelling ends the sleep.
            try await ManualClock().pushClock.sleep(.max)
            throw Refused()
        }
    }

    func close() async {
        closed.withLock { $0 = true }
    }
}
