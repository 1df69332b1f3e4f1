import Dispatch
import NIOCore
import NIOPosix
import PrometheusExporter
import Synchronization
import Telemetry
import Testing

@testable import Gateway

/// A gather and the loops do not wait for each other. These wait for events instead of measuring: where one waited, the test would
/// not end.
@Suite("Gathering beside the event loops", .timeLimit(.minutes(2)))
struct GatherTests {
    @Test("a scrape is answered while every event loop is blocked")
    func blockedLoops() async throws {
        try await SocketNode.run(loops: 2) { node in
            let ada = try await node.enter("ada")
            let bob = try await node.enter("bob")
            ada.send(#"{"type":"message","content":"hello","id":"1"}"#)
            for client in [ada, bob] { try await client.next("new_message") }
            let handler = ScrapeHandler(registry: node.registry)
            let go = DispatchSemaphore(value: 0)
            let loops = Array(node.group.makeIterator())
            for loop in loops {
                await withCheckedContinuation { blocked in
                    loop.execute {
                        blocked.resume()
                        go.wait()
                    }
                }
            }
            let answer = await handler.scrape(ScrapeRequest())
            for _ in loops { go.signal() }
            let text = String(decoding: answer.body.bytes, as: UTF8.self)
            #expect(answer.status == 200)
            #expect(text.contains("telltale_websocket_connections{endpoint=\"chat\"} 2\n"))
            #expect(text.contains("telltale_websocket_messages_received_total{endpoint=\"chat\",type=\"message\"} 1\n"))
        }
    }

    @Test("while a gather is held up in its middle, sockets open, messages go their way, and all of it is counted")
    func heldGather() async throws {
        try await SocketNode.run(loops: 2) { node in
            let (entered, inside) = AsyncStream.makeStream(of: Void.self)
            let go = DispatchSemaphore(value: 0)
            let isDone = Atomic(false)
            // By its name after the families of operations and before those of sockets.
            node.registry.functionGauge("telltale_slow", help: "Waits.") {
                if !isDone.exchange(true, ordering: .relaxed) {
                    inside.yield()
                    go.wait()
                }
                return 1
            }
            let ada = try await node.enter("ada")
            let registry = node.registry
            DispatchQueue(label: "gather").async {
                _ = registry.snapshot()
                inside.finish()
            }
            var steps = entered.makeAsyncIterator()
            try #require(await steps.next() != nil)
            let late = try await [node.enter("bob"), node.enter("carl"), node.enter("dora", "kitchen")]
            for number in 1...20 {
                ada.send(#"{"type":"message","content":"hello","id":"\#(number)"}"#)
                try await ada.next("ack")
            }
            for client in late.prefix(2) { for _ in 1...20 { try await client.next("new_message") } }
            go.signal()
            #expect(await steps.next() == nil)
            #expect(node.metric("telltale_operations_total", ["operation": "message", "outcome": "ok"]) == 20)
            #expect(node.metric("telltale_operations_total", ["operation": "handshake", "outcome": "ok"]) == 4)
            #expect(node.metric("telltale_websocket_connections") == 4)
            #expect(node.registry.snapshot().family("telltale_operation_duration_seconds")?.count(of: "message") == 20)
        }
    }
}

extension FamilySnapshot {
    /// The observations of one operation.
    fileprivate func count(of operation: String) -> UInt64? {
        for one in series where one.labelValues == ["chat", operation] {
            if case .histogram(let histogram) = one.value { return histogram.count }
        }
        return nil
    }
}
