import Dispatch
import Glibc

/// What the program is asked to do, in its first argument.
@main
enum Main {
    private static let usage = """
        telemetry-benchmarks times [ROUNDS]           times and their ratios to the floor, 50 rounds by default
        telemetry-benchmarks stops [ROUNDS]           how long a gather holds up a loop, 9 rounds by default
        telemetry-benchmarks allocations              allocations an operation
        telemetry-benchmarks units                    the benchmarks and what one operation of each counts as
        telemetry-benchmarks run COUNT NAME           one benchmark, for a profiler
        """

    /// Made when they are needed, so that a profiler of one benchmark does not see the preparation of all.
    private static let groups: [@Sendable () -> [Benchmark]] = [
        AtomicAdds.benchmarks, Instruments.benchmarks, Scrapes.benchmarks,
    ]

    /// Waits for a task instead of being one: Valgrind cannot follow a main thread that has turned into a queue.
    static func main() {
        let isDone = DispatchSemaphore(value: 0)
        Task.detached {
            await perform(Array(CommandLine.arguments.dropFirst()))
            isDone.signal()
        }
        isDone.wait()
    }

    private static func perform(_ arguments: [String]) async {
        let number = arguments.dropFirst().first.flatMap { Int($0) }
        switch arguments.first {
        case "times": print(await Timing.table(all, rounds: max(1, number ?? 50)))
        case "stops": print(LoopStops.table(rounds: max(1, number ?? 9)))
        case "allocations": for line in await Allocations.lines(all) { print(line) }
        case "units": for benchmark in all { print("\(benchmark.name)\t\(benchmark.unitsPerOperation)") }
        case "run": await run(arguments.dropFirst(2).joined(separator: " "), operations: number ?? 0)
        default: fail(usage)
        }
    }

    private static var all: [Benchmark] {
        groups.flatMap { $0() }
    }

    private static func run(_ name: String, operations: Int) async {
        for group in groups {
            guard let benchmark = group().first(where: { $0.name == name }) else { continue }
            await benchmark.run(1)
            return await benchmark.run(operations)
        }
        fail("there is no benchmark \(name)")
    }

    private static func fail(_ message: String) {
        let line = message + "\n"
        write(STDERR_FILENO, line, line.utf8.count)
        exit(2)
    }
}
