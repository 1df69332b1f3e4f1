import Agents
import AgentsTestSupport
import ChatTestSupport
import Wire

/// Runners, workers, a sweeper and an owner who act at random on what they once saw, the same for the same seed.
struct ExecutionScript {
    /// What a worker knows of its hold.
    private struct Hold {
        var lease: ExecutionLease
        var next: Int64 = 1
        /// What it sent and heard no answer to.
        var unanswered: [ExecutionCommand] = []
    }

    private var random: SeededGenerator
    private var now: Int64 = 2_000
    private var leases = 0
    private var holds: [Hold] = []
    private var attempts: [Int] = [1]
    private var ends: [(id: String, at: Int64)] = [("", 0)]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// The next that somebody wants.
    mutating func next() -> ExecutionChange {
        now += Int64(pick(1_000))
        let (actor, commands) = step()
        return ExecutionChange("e1", by: actor, commands, atMilliseconds: now)
    }

    /// What whoever acted learns from the answer.
    mutating func learn(from record: ExecutionRecord) {
        attempts.append(record.execution.attempt)
        if let lease = record.lease { ends.append((lease.id, lease.expiresAtMilliseconds)) }
        attempts = attempts.suffix(4)
        ends = ends.suffix(6)
        holds = holds.suffix(4)
    }

    private mutating func step() -> (ExecutionActor, [ExecutionCommand]) {
        switch pick(100) {
        case 0..<8: return (.server, [.start(lease: claim(), model: nil)])
        case 8..<13: return (.server, [.start(lease: nil, model: "m")])
        case 13..<60: return report()
        case 60..<88: return (.runner(attempt: attempts[pick(attempts.count)]), commands(canEnd: pick(3) == 0))
        case 88..<94:
            let end = ends[pick(ends.count)]
            let actor = ExecutionActor.leaseEnd(id: end.id, expiredAtMilliseconds: end.at + Int64(pick(3)) - 1)
            return (actor, [pick(5) == 0 ? .fail(failure) : .requeue(reason: "lost")])
        case 94: return (.server, [.cancel(reason: pick(2) == 0 ? nil : "enough")])
        case 95..<97: return (.server, [.renew(expiresAtMilliseconds: now + 30_000)])
        case 97..<99: return (.server, [.requeue(reason: "restart")])
        default: return (.server, commands(canEnd: pick(3) == 0))
        }
    }

    private let failure = ExecutionFailure(code: .interrupted, message: "lost")

    private mutating func claim() -> ExecutionLease {
        leases += 1
        let lease = ExecutionLease(id: "lease-\(leases)", worker: "w\(pick(3))", expiresAtMilliseconds: now + 30_000)
        holds.append(Hold(lease: lease))
        return lease
    }

    /// A batch that goes on, is sent again as a whole or with more, comes too early, or is a heartbeat.
    private mutating func report() -> (ExecutionActor, [ExecutionCommand]) {
        guard !holds.isEmpty else { return (.worker(leaseID: "lease-0", firstSequence: 1), [.output("x")]) }
        let index = holds.count - 1 - pick(pick(3) == 0 ? holds.count : 1)
        var hold = holds[index]
        let first = hold.next
        let more = commands(canEnd: pick(4) == 0)
        let batch = hold.unanswered + (hold.unanswered.isEmpty || pick(2) == 0 ? more : [])
        switch pick(8) {
        case 0: return (.worker(leaseID: hold.lease.id, firstSequence: nil), [.renew(expiresAtMilliseconds: now + 30_000)])
        case 1: return (.worker(leaseID: hold.lease.id, firstSequence: first + Int64(batch.count) + 1), batch)
        case 2, 3: hold.unanswered = batch
        default:
            hold.next += Int64(batch.count)
            hold.unanswered = []
        }
        holds[index] = hold
        let renewal: [ExecutionCommand] = pick(2) == 0 ? [.renew(expiresAtMilliseconds: now + 30_000)] : []
        return (.worker(leaseID: hold.lease.id, firstSequence: first), batch + renewal)
    }

    private mutating func commands(canEnd: Bool) -> [ExecutionCommand] {
        var commands = (0..<pick(4)).map { _ in work() }
        if canEnd, pick(12) == 0 {
            commands.append([.complete(output: "1"), .complete(output: nil), .fail(failure), .requeue(reason: "given back")][pick(4)])
        }
        return commands
    }

    private mutating func work() -> ExecutionCommand {
        switch pick(3) {
        case 0: .progress(ExecutionProgress(percentage: Double(pick(500)) / 4 - 5, message: "m\(pick(9))"))
        case 1: .output(String(repeating: "é", count: pick(4)))
        default: .usage(inputTokens: pick(5), outputTokens: pick(5), costUSD: Double(pick(8)) / 8)
        }
    }

    /// A number from 0 to below `count`.
    private mutating func pick(_ count: Int) -> Int {
        Int.random(in: 0..<count, using: &random)
    }
}
