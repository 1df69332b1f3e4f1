import ChannelLayer
import Synchronization
import Telemetry
import Testing

/// Keeps what the layer delivers; `flush` shows as nil.
private final class Recorder: LayerReceiver {
    private let recorded = Mutex<[LayerEvent?]>([])

    var all: [LayerEvent?] { recorded.withLock { $0 } }

    func receive(_ event: LayerEvent) {
        recorded.withLock { $0.append(event) }
    }

    func flush() {
        recorded.withLock { $0.append(nil) }
    }
}

@Suite("The layer in memory")
struct InMemoryChannelLayerTests {
    private let recorder = Recorder()
    private let registry = Registry()

    @Test("delivers events as they were published, in order, and passes the end of a batch on")
    func delivery() {
        let layer = InMemoryChannelLayer(receiver: recorder, registry: registry)
        let first = LayerEvent(group: "chat_a", payload: Array("1".utf8), seq: 7, receivedAt: 42)
        let second = LayerEvent(group: "chat_b", payload: Array("2".utf8))
        let third = LayerEvent(group: "chat_b", payload: Array("3".utf8), part: 5)
        for event in [first, second, third] { layer.publish(event) }
        layer.flush()
        #expect(recorder.all == [first, second, third, nil])
        #expect(second.seq == nil && second.part == 0 && second.receivedAt == 0)
        #expect(recorder.all[2]?.part == 5)
    }

    @Test("keeps the order of each publishing thread")
    func order() async {
        let layer = InMemoryChannelLayer(receiver: recorder, registry: registry)
        await withTaskGroup(of: Void.self) { group in
            for publisher in 0..<4 {
                group.addTask {
                    for seq in 1...200 {
                        layer.publish(LayerEvent(group: "chat_\(publisher)", payload: [], seq: Int64(seq)))
                    }
                }
            }
        }
        for publisher in 0..<4 {
            let seqs = recorder.all.compactMap { $0?.group == "chat_\(publisher)" ? $0?.seq : nil }
            #expect(seqs == Array(1...200))
        }
    }

    @Test("counts what it carried under its own name and is always connected")
    func metrics() {
        let layer = InMemoryChannelLayer(receiver: recorder, registry: registry)
        for _ in 1...3 {
            layer.publish(LayerEvent(group: "chat_a", payload: []))
        }
        let snapshot = registry.snapshot()
        for (family, value) in [
            ("telltale_channel_layer_published_total", 3.0), ("telltale_channel_layer_received_total", 3),
            ("telltale_channel_layer_connected", 1),
        ] {
            let series = snapshot.family(family)?.series.first
            #expect(series?.labelValues == ["memory"])
            #expect(series?.value == .number(value))
        }
    }
}
