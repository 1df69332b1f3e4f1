import CoreMetrics
import Telemetry

/// What code that counts pays.
enum Instruments {
    static func benchmarks() -> [Benchmark] {
        let registry = Registry()
        return onLoop(registry) + fromAnyThread(registry) + contended(registry) + throughFactory(registry)
    }

    private static func onLoop(_ registry: Registry) -> [Benchmark] {
        let shard = registry.makeShard()
        let counter = registry.counter("loop_total", help: "Counted on a loop.").child().on(shard)
        let floating = registry.floatingCounter("loop_seconds_total", help: "Added on a loop.").child().on(shard)
        let gauge = registry.gauge("loop_level", help: "Kept on a loop.").child().on(shard)
        let histogram = registry.histogram("loop_seconds", help: "Recorded on a loop.").child().on(shard)
        let values = Observations()
        return [
            Benchmark("counter increment, on its loop", floor: AtomicAdds.alone) { operations in
                for _ in 0..<operations { counter.increment() }
            },
            Benchmark("floating counter increment, on its loop", floor: AtomicAdds.alone) { operations in
                for _ in 0..<operations { floating.increment(by: 0.5) }
            },
            Benchmark("gauge add, on its loop", floor: AtomicAdds.alone) { operations in
                for _ in 0..<operations { gauge.add(1) }
            },
            Benchmark("gauge set, on its loop", floor: AtomicAdds.alone) { operations in
                for index in 0..<operations { gauge.set(index) }
            },
            Benchmark("histogram record, on its loop", floor: AtomicAdds.alone) { operations in
                for index in 0..<operations { histogram.record(values[index]) }
            },
        ]
    }

    private static func fromAnyThread(_ registry: Registry) -> [Benchmark] {
        let counter = registry.counter("any_total", help: "Counted by one thread.").child()
        let floating = registry.floatingCounter("any_seconds_total", help: "Added by one thread.").child()
        let gauge = registry.gauge("any_level", help: "Set by one thread.").child()
        let histogram = registry.histogram("any_seconds", help: "Recorded by one thread.").child()
        let values = Observations()
        return [
            Benchmark("counter increment, from any thread", floor: AtomicAdds.alone) { operations in
                for _ in 0..<operations { counter.increment() }
            },
            Benchmark("floating counter increment, from any thread", floor: AtomicAdds.alone) { operations in
                for _ in 0..<operations { floating.increment(by: 0.5) }
            },
            Benchmark("gauge set, from any thread", floor: AtomicAdds.alone) { operations in
                for index in 0..<operations { gauge.set(Double(index)) }
            },
            Benchmark("histogram record, from any thread", floor: AtomicAdds.alone) { operations in
                for index in 0..<operations { histogram.record(values[index]) }
            },
        ]
    }

    private static func contended(_ registry: Registry) -> [Benchmark] {
        let counter = registry.counter("shared_total", help: "Counted by two threads.").child()
        let histogram = registry.histogram("shared_seconds", help: "Recorded by two threads.").child()
        let values = Observations()
        let increments: @Sendable (Int) async -> Void = { operations in
            let work: @Sendable () -> Void = { for _ in 0..<operations { counter.increment() } }
            TwoThreads.run(work, work)
        }
        let records: @Sendable (Int) async -> Void = { operations in
            let work: @Sendable () -> Void = { for index in 0..<operations { histogram.record(values[index]) } }
            TwoThreads.run(work, work)
        }
        // What two threads do to one instrument is set against what they do to one number, and against a number for each of them.
        return [("", AtomicAdds.ofTwo), (", of a shared number", AtomicAdds.contended)].flatMap { suffix, floor in
            [
                Benchmark(
                    "counter increment, two threads" + suffix, floor: floor, unitsPerOperation: 2, operations: TwoThreads.operations,
                    run: increments),
                Benchmark(
                    "histogram record, two threads" + suffix, floor: floor, unitsPerOperation: 2, operations: TwoThreads.operations,
                    run: records),
            ]
        }
    }

    private static func throughFactory(_ registry: Registry) -> [Benchmark] {
        let factory = TelemetryFactory(registry: registry)
        let dimensions = [("http.route", "/api/rooms/{id}"), ("http.request.method", "GET"), ("http.response.status_code", "200")]
        let counter = factory.makeCounter(label: "library.requests", dimensions: dimensions)
        let timer = factory.makeTimer(label: "library.request.duration", dimensions: dimensions)
        return [
            Benchmark("swift-metrics counter increment", floor: AtomicAdds.alone) { operations in
                for _ in 0..<operations { counter.increment(by: 1) }
            },
            Benchmark("swift-metrics timer record", floor: AtomicAdds.alone) { operations in
                for index in 0..<operations { timer.recordNanoseconds(Int64(index & 0xFFFFF)) }
            },
            Benchmark("swift-metrics counter made again, three dimensions", floor: AtomicAdds.alone, operations: 20_000) { operations in
                for _ in 0..<operations { _ = factory.makeCounter(label: "library.requests", dimensions: dimensions) }
            },
        ]
    }
}
