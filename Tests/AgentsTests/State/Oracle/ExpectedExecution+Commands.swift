import Agents
import Wire

extension ExpectedExecution {
    /// The line that a command adds; nil when it adds none.
    mutating func follow(_ command: ExecutionCommand) -> Result<String?, ExecutionRefusal> {
        switch command {
        case .renew(let milliseconds):
            if case .worker(let lease, let taken) = holder {
                holder = .worker(ExecutionLease(id: lease.id, worker: lease.worker, expiresAtMilliseconds: milliseconds), taken: taken)
            }
            return .success(nil)
        case .cancel(let reason):
            guard outcome == nil else { return .success(nil) }
            end(.cancelled)
            cancelledLine = lines + 1
            return .success(line("cancelled \(attempt) \(reason ?? "-")"))
        case .start(let lease, _):
            guard status == .pending else { return .failure(.impossible(from: status)) }
            holder = lease.map { .worker($0, taken: 0) } ?? .runner
            return .success(line("running \(attempt) \(lease?.worker ?? "-")"))
        default:
            return status == .running ? work(command) : .failure(.impossible(from: status))
        }
    }

    private mutating func work(_ command: ExecutionCommand) -> Result<String?, ExecutionRefusal> {
        switch command {
        case .progress(let progress):
            guard lines < 100_000 else { return .failure(.tooManyEvents) }
            if progress.percentage > percentage { percentage = progress.percentage > 100 ? 100 : progress.percentage }
            return .success(line("progress \(percentage) \(progress.message)"))
        case .output(let text):
            let bytes = Array(text.utf8).count
            if bytes == 0 { return .success(nil) }
            if pieceBytes + bytes > 16_777_216 { return .failure(.tooMuchOutput) }
            guard lines < 100_000 else { return .failure(.tooManyEvents) }
            pieces += 1
            pieceBytes += bytes
            return .success(line("output \(pieces - 1) \(text)"))
        case .usage(let input, let output, let dollars):
            tokens += input + output
            cost += dollars
            return .success(nil)
        case .complete(let output):
            percentage = 100
            end(.completed)
            return .success(line("completed \(output ?? "-") \(tokens) \(attempt)"))
        case .fail(let failure):
            end(.failed)
            return .success(line("failed \(failure.code) \(failure.message) \(tokens) \(attempt)"))
        case .requeue(let reason):
            return .success(again(reason))
        default:
            return .failure(.staleHold)
        }
    }

    private mutating func again(_ reason: String) -> String {
        if attempt == 100 {
            end(.failed)
            return line("failed interrupted \(reason) \(tokens) \(attempt)")
        }
        attempt += 1
        holder = .nobody
        (percentage, pieces, pieceBytes) = (0, 0, 0)
        return line("pending \(attempt) \(reason)")
    }

    private mutating func end(_ status: ExecutionStatus) {
        if case .worker(let lease, let taken) = holder { (lastLease, lastTaken) = (lease, taken) }
        holder = .nobody
        outcome = status
    }

    private mutating func line(_ text: String) -> String {
        lines += 1
        return "\(lines) \(text)"
    }
}

extension ExecutionEvent {
    /// The event as a line of the oracle.
    var line: String {
        switch content {
        case .update(let update):
            "\(seq) \(update.status) \(update.attempt) \(update.worker ?? update.reason ?? "-")"
        case .progress(let progress): "\(seq) progress \(progress.percentage) \(progress.message)"
        case .output(let index, let delta): "\(seq) output \(index) \(delta)"
        case .completed(let execution):
            "\(seq) completed \(execution.output ?? "-") \(execution.totalTokens) \(execution.attempt)"
        case .failed(let execution):
            "\(seq) failed \(execution.error.map { "\($0.code) \($0.message)" } ?? "-") \(execution.totalTokens) \(execution.attempt)"
        }
    }
}
