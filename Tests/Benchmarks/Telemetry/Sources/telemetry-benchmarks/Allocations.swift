import CAllocations

/// How often each benchmark asks for memory once it is warm.
enum Allocations {
    /// Operations in which they are counted; what happens once in a while shows as a fraction.
    private static let operations = 100

    private static let warmUp = 3

    /// Lines of name, tab and allocations an operation.
    static func lines(_ benchmarks: [Benchmark]) async -> [String] {
        var lines: [String] = []
        for benchmark in benchmarks {
            for _ in 0..<warmUp { await benchmark.run(operations) }
            allocations_begin()
            await benchmark.run(operations)
            let count = allocations_end()
            lines.append("\(benchmark.name)\t\(Double(count) / Double(operations))")
        }
        return lines
    }
}
