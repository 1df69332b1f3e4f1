import CAllocations

/// How often each benchmark asks for memory once it is warm.
enum Allocations {
    /// Operations in which they are counted.
    private static let operations = 100

    /// Of so many counts the lowest is taken: now and then the system starts another thread for a queue, which allocates.
    private static let counts = 5

    /// Lines of name, tab and allocations an operation.
    static func lines(_ benchmarks: [Benchmark]) async -> [String] {
        var lines: [String] = []
        for benchmark in benchmarks {
            var lowest = await count(benchmark)
            for _ in 0..<counts { lowest = min(lowest, await count(benchmark)) }
            lines.append("\(benchmark.name)\t\(Double(lowest) / Double(operations))")
        }
        return lines
    }

    private static func count(_ benchmark: Benchmark) async -> Int {
        allocations_begin()
        await benchmark.run(operations)
        return allocations_end()
    }
}
