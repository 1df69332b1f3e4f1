/// Processor time of every benchmark against its floor, measured just before it in the same round.
struct Timing {
    private let benchmarks: [Benchmark]
    private let rounds: Int

    /// Nanoseconds an operation, one for each round.
    private var nanoseconds: [String: [Double]] = [:]
    private var ratios: [String: [Double]] = [:]

    init(_ benchmarks: [Benchmark], rounds: Int) {
        self.benchmarks = benchmarks
        self.rounds = rounds
    }

    /// The table, in Markdown.
    static func table(_ benchmarks: [Benchmark], rounds: Int) async -> String {
        var timing = Timing(benchmarks, rounds: rounds)
        await timing.measure()
        return timing.table
    }

    private mutating func measure() async {
        for benchmark in benchmarks { await benchmark.run(max(1, benchmark.operations / 10)) }
        for _ in 0..<rounds {
            for benchmark in benchmarks where benchmark.floor != nil { await compare(benchmark) }
        }
    }

    private mutating func compare(_ benchmark: Benchmark) async {
        guard let floor = benchmarks.first(where: { $0.name == benchmark.floor }) else { return }
        let least = await time(floor)
        let own = await time(benchmark)
        nanoseconds[floor.name, default: []].append(least)
        nanoseconds[benchmark.name, default: []].append(own)
        ratios[benchmark.name, default: []].append(own / least)
    }

    private func time(_ benchmark: Benchmark) async -> Double {
        let start = ProcessorTime.now()
        await benchmark.run(benchmark.operations)
        return Double(ProcessorTime.now() - start) / Double(benchmark.operations * benchmark.unitsPerOperation)
    }

    private var table: String {
        let head = [
            "| | ns, min | ns, median | ratio, min | ratio, median | of |",
            "|---|---|---|---|---|---|",
        ]
        let lines = benchmarks.map { benchmark in
            let own = nanoseconds[benchmark.name, default: []].sorted()
            let ratio = ratios[benchmark.name, default: []].sorted()
            let cells =
                [benchmark.name] + Self.leastAndMiddle(own) + Self.leastAndMiddle(ratio) + [benchmark.floor ?? ""]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        return (head + lines).joined(separator: "\n")
    }

    private static func leastAndMiddle(_ sorted: [Double]) -> [String] {
        guard let least = sorted.first else { return ["", ""] }
        return [least, sorted[sorted.count / 2]].map(twoDigits)
    }

    static func twoDigits(_ number: Double) -> String {
        String((number * 100).rounded() / 100)
    }
}
