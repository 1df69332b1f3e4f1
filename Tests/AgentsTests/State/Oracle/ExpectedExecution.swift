import Agents
import Essentials
import Wire

/// What the protocol says of an execution, written a second time and in another way: who has it, what was told so far as one
/// line of text each, and sums over what was taken.
struct ExpectedExecution {
    enum Holder {
        case nobody
        case runner
        case worker(ExecutionLease, taken: Int64)
    }

    var holder = Holder.nobody
    /// nil while it is not over.
    var outcome: ExecutionStatus?
    /// Of who held it when it ended.
    var lastLease: ExecutionLease?
    var lastTaken: Int64 = 0
    var attempt = 1
    var lines: Int64
    var percentage = 0.0
    var pieces = 0
    var pieceBytes: Int
    var tokens = 0
    var cost = 0.0
    var cancelledLine: Int64?

    init(lines: Int64, pieceBytes: Int) {
        self.lines = lines
        self.pieceBytes = pieceBytes
    }

    var status: ExecutionStatus {
        if let outcome { return outcome }
        if case .nobody = holder { return .pending }
        return .running
    }

    var lease: ExecutionLease? {
        if case .worker(let lease, _) = holder { return lease }
        return lastLease
    }

    var taken: Int64 {
        if case .worker(_, let taken) = holder { return taken }
        return lastTaken
    }

    /// The lines that a change adds, or why it adds none.
    mutating func expect(_ change: ExecutionChange) -> Result<[String], ExecutionRefusal> {
        let before = self
        let result = decide(change)
        if case .failure = result { self = before }
        return result
    }

    private mutating func decide(_ change: ExecutionChange) -> Result<[String], ExecutionRefusal> {
        var skipped: Int64 = 0
        switch change.actor {
        case .server:
            break
        case .leaseEnd(let id, let milliseconds):
            guard case .worker(let lease, _) = holder, outcome == nil, lease.id == id else { return .success([]) }
            if lease.expiresAtMilliseconds > milliseconds { return .success([]) }
        case .runner(let number):
            guard case .runner = holder, outcome == nil, number == attempt else { return spendLate(change.commands, number) }
        case .worker(let id, let first):
            guard let lease, lease.id == id else { return .failure(.staleHold) }
            if outcome == .cancelled { return .success([]) }
            if let first {
                if first > taken + 1 { return .failure(.wrongSequence(expected: taken + 1)) }
                skipped = taken + 1 - first
                let reports = change.commands.filter { !$0.isRenewal }.count
                take(max(taken, first - 1 + Int64(reports)))
            }
        }
        var told: [String] = []
        for command in change.commands {
            if !command.isRenewal, skipped > 0 {
                skipped -= 1
                continue
            }
            switch follow(command) {
            case .success(let line): if let line { told.append(line) }
            case .failure(let refusal): return .failure(refusal)
            }
        }
        return .success(told)
    }

    /// An attempt that is over may still say what it spent, and nothing else.
    private mutating func spendLate(_ commands: [ExecutionCommand], _ number: Int) -> Result<[String], ExecutionRefusal> {
        let wasRun = number < attempt || (number == attempt && outcome != nil && lease == nil)
        guard wasRun, !commands.isEmpty else { return .failure(.staleHold) }
        for command in commands {
            guard case .usage(let input, let output, let dollars) = command else { return .failure(.staleHold) }
            tokens += input + output
            cost += dollars
        }
        return .success([])
    }

    private mutating func take(_ number: Int64) {
        if case .worker(let lease, _) = holder { holder = .worker(lease, taken: number) } else { lastTaken = number }
    }
}

extension ExecutionCommand {
    var isRenewal: Bool {
        if case .renew = self { true } else { false }
    }
}
