import Synchronization

/// The floor: what a counter costs that is nothing but an atomic number.
final class AtomicAdds: Sendable {
    static let alone = "atomic add"
    static let ofTwo = "atomic add, two threads, each its own"
    static let contended = "atomic add, two threads, the same one"

    /// Far enough apart that no two share a cache line, or a pair of them.
    private struct Padded: ~Copyable, Sendable {
        let number = Atomic<UInt64>(0)
        let padding: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
        let more: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
    }

    private let first = Padded()
    private let second = Padded()

    func add(_ operations: Int) {
        for _ in 0..<operations { first.number.wrappingAdd(1, ordering: .relaxed) }
    }

    func addToSecond(_ operations: Int) {
        for _ in 0..<operations { second.number.wrappingAdd(1, ordering: .relaxed) }
    }

    static func benchmarks() -> [Benchmark] {
        let atomics = AtomicAdds()
        return [
            Benchmark(alone, floor: nil) { atomics.add($0) },
            Benchmark(ofTwo, floor: nil, unitsPerOperation: 2, operations: TwoThreads.operations) { operations in
                TwoThreads.run({ atomics.add(operations) }, { atomics.addToSecond(operations) })
            },
            Benchmark(contended, floor: nil, unitsPerOperation: 2, operations: TwoThreads.operations) { operations in
                let work: @Sendable () -> Void = { atomics.add(operations) }
                TwoThreads.run(work, work)
            },
        ]
    }
}
