import Agents
import ChatTestSupport
import Synchronization
import Wire

/// A runner that says something, spends something, and ends well or badly, or dawdles until it is cancelled.
final class RandomRunner: ExecutionRunner {
    private let random: Mutex<SeededGenerator>

    init(seed: UInt64) {
        random = Mutex(SeededGenerator(seed: seed))
    }

    func run(_ run: ExecutionRun) async -> ExecutionResult {
        do throws(RunEnded) {
            for step in 0..<roll(6) {
                try await run.report([.progress(ExecutionProgress(percentage: Double(roll(100)))), .output("piece \(step)")])
                if roll(3) == 0 { try await run.report([.usage(inputTokens: 1, outputTokens: 2, costUSD: 0.25)]) }
                await pause(roll(10))
            }
        } catch {
            return .failed(ExecutionFailure(code: .internal, message: "nobody reads this"))
        }
        switch roll(8) {
        case 0:
            while !Task.isCancelled { await Task.yield() }
            return .completed(output: "0")
        case 1: return .failed(ExecutionFailure(code: .modelError, message: "it broke"))
        default: return .completed(output: "1")
        }
    }

    private func roll(_ sides: Int) -> Int {
        random.withLock { Int.random(in: 0..<sides, using: &$0) }
    }
}

/// Lets others go first, so many times.
func pause(_ times: Int) async {
    for _ in 0..<times { await Task.yield() }
}
