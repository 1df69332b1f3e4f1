import Synchronization
import Testing

@testable import Telemetry

@Suite("Exemplars")
struct ExemplarTests {
    /// Both clocks of a registry, moved by hand.
    private final class Time: Sendable {
        let seconds = Mutex(1_000.0)

        func pass(_ amount: Double) {
            seconds.withLock { $0 += amount }
        }

        func registry(interval: Double = 1) -> Registry {
            Registry(
                exemplarInterval: interval, clock: { self.seconds.withLock { Int64($0 * 1e9) } },
                wallClock: { self.seconds.withLock { $0 } })
        }
    }

    private func exemplars(_ registry: Registry) -> [String] {
        let distribution = registry.snapshot().family("wait_seconds")?.distribution() ?? HistogramSnapshot()
        return distribution.exemplars.map { sample in
            let index = sample.bucketIndex == HistogramExemplar.zeroBucket ? "zero" : "\(sample.bucketIndex)"
            let labels = String(decoding: sample.exemplar.labels.exposition, as: UTF8.self)
            return "\(index) {\(labels)} \(sample.exemplar.value) \(sample.exemplar.unixSeconds)"
        }
    }

    @Test("a bucket shows what identifies its last sample, by ascending bucket")
    func shown() {
        let time = Time()
        let registry = time.registry()
        let histogram = registry.histogram("wait_seconds", help: "Waiting.").child()
        let local = histogram.on(registry.makeShard())
        local.record(2, exemplar: ["message_id": "a\"b", "room": "1"])
        histogram.record(0.25, exemplar: ["message_id": "c"])
        histogram.record(-1, exemplar: ["message_id": "d"])
        histogram.record(nanoseconds: 500_000_000, exemplar: ["message_id": "e"])
        local.record(nanoseconds: 1_000_000_000, exemplar: ["message_id": "f"])
        histogram.record(.nan, exemplar: ["message_id": "g"])
        #expect(
            exemplars(registry) == [
                #"zero {message_id="d"} -1.0 1000.0"#, #"-16 {message_id="c"} 0.25 1000.0"#, #"-8 {message_id="e"} 0.5 1000.0"#,
                #"0 {message_id="f"} 1.0 1000.0"#, #"8 {message_id="a\"b",room="1"} 2.0 1000.0"#,
            ])
        #expect(histogram.distribution.count == 5)
    }

    @Test("a bucket takes one sample an interval, and each bucket has its own turn")
    func rate() {
        let time = Time()
        let registry = time.registry(interval: 10)
        let histogram = registry.histogram("wait_seconds", help: "Waiting.").child()
        let local = histogram.on(registry.makeShard())
        var made = 0
        func labels(_ id: String) -> KeyValuePairs<String, String> {
            made += 1
            return ["id": id]
        }
        _ = registry.snapshot()
        for step in 0..<100 {
            local.record(1, exemplar: labels("a\(step)"))
            histogram.record(1, exemplar: labels("b\(step)"))
        }
        #expect(exemplars(registry) == [#"0 {id="a0"} 1.0 1000.0"#])
        #expect(made == 1)

        time.pass(9.9)
        _ = registry.snapshot()
        histogram.record(1, exemplar: labels("c"))
        histogram.record(4, exemplar: labels("d"))
        #expect(exemplars(registry) == [#"0 {id="a0"} 1.0 1000.0"#, #"16 {id="d"} 4.0 1009.9"#])
        #expect(made == 2)

        time.pass(0.1)
        _ = registry.snapshot()
        local.record(1, exemplar: labels("e"))
        local.record(1, exemplar: labels("f"))
        #expect(exemplars(registry) == [#"0 {id="e"} 1.0 1010.0"#, #"16 {id="d"} 4.0 1009.9"#])
        #expect(made == 3)
    }

    @Test("labels of more than 128 characters are refused and counted, shorter ones kept")
    func tooLong() {
        let registry = Time().registry()
        let histogram = registry.histogram("wait_seconds", help: "Waiting.").child()
        let longest = String(repeating: "ß", count: 126)
        histogram.record(1, exemplar: ["id": longest + "x"])
        histogram.record(2, exemplar: ["id": longest])
        histogram.record(4, exemplar: [:])
        #expect(exemplars(registry) == ["8 {id=\"\(longest)\"} 2.0 1000.0"])
        #expect(registry.snapshot().family("telltale_metrics_exemplars_refused_total")?.number("wait_seconds") == 1)
    }

    @Test("label names of exemplars become valid ones")
    func names() {
        let registry = Time().registry()
        registry.histogram("wait_seconds", help: "Waiting.").child().record(1, exemplar: ["message-id": "a", "__x": "b"])
        #expect(exemplars(registry) == [#"0 {message_id="a",exported___x="b"} 1.0 1000.0"#])
    }

    @Test("a histogram has 64 exemplars at most: the oldest makes room")
    func bounded() {
        let time = Time()
        let registry = time.registry()
        let histogram = registry.histogram("wait_seconds", help: "Waiting.").child()
        for index in 0..<70 {
            time.pass(1)
            histogram.record(BoundaryTable.upperBound(index: 20 - index, schema: 3), exemplar: ["id": "\(index)"])
        }
        let indices = histogram.distribution.exemplars.map(\.bucketIndex)
        #expect(indices == Array(-49...14))
    }

    @Test("at a coarser resolution the newest of the joined buckets stays")
    func coarser() {
        func sample(_ index: Int, _ time: Double) -> HistogramExemplar {
            HistogramExemplar(bucketIndex: index, exemplar: Exemplar(labels: .none, value: 1, unixSeconds: time))
        }
        let fine = HistogramSnapshot(
            buckets: [1, 2, 3].map { HistogramBucket(index: $0, count: 1) },
            exemplars: [sample(HistogramExemplar.zeroBucket, 1), sample(1, 3), sample(2, 2), sample(3, 4)])
        #expect(fine.reduced(to: 2).exemplars == [sample(HistogramExemplar.zeroBucket, 1), sample(1, 3), sample(2, 4)])
        #expect((fine + fine).exemplars.isEmpty)
    }

    @Test("threads that sample at once leave one sample a bucket, while snapshots are taken")
    func concurrent() async {
        let registry = Registry(exemplarInterval: 0)
        let histogram = registry.histogram("wait_seconds", help: "Waiting.").child()
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<3 {
                group.addTask {
                    let local = histogram.on(registry.makeShard())
                    for step in 0..<20_000 {
                        local.record(Double(step % 8), exemplar: ["id": "\(thread)"])
                        histogram.record(Double(step % 8), exemplar: ["id": "\(thread)"])
                    }
                }
            }
            group.addTask {
                var snapshot = Snapshot()
                for _ in 0..<500 {
                    registry.refresh(&snapshot)
                    let exemplars = snapshot.family("wait_seconds")?.distribution()?.exemplars ?? []
                    #expect(exemplars.count <= 8)
                    #expect(zip(exemplars, exemplars.dropFirst()).allSatisfy { $0.bucketIndex < $1.bucketIndex })
                }
            }
        }
        #expect(histogram.distribution.count == 120_000)
        #expect(histogram.distribution.exemplars.map(\.bucketIndex) == [.min, 0, 8, 13, 16, 19, 21, 23])
    }
}
