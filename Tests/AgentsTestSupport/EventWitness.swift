import Wire

/// Hears the events of one execution as a watcher does, and complains when they do not fit together.
public struct EventWitness: Sendable {
    private var seq: Int64
    private var attempt = 1
    private var percentage = 0.0
    private var pieces = 0
    private var status = ExecutionStatus.pending
    /// How many pieces of output it heard of, over all attempts.
    public private(set) var allPieces = 0
    /// Whether it heard the end.
    public var isOver: Bool { status.isFinal }

    /// One that heard everything until the event `seq`, by which the execution had not begun.
    public init(after seq: Int64 = 0) {
        self.seq = seq
    }

    /// Hears the next event.
    ///
    /// - Returns: what is wrong with it; nil when nothing is.
    public mutating func hear(_ event: ExecutionEvent) -> String? {
        guard event.seq == seq + 1 else { return "\(event.seq) comes after \(seq)" }
        seq = event.seq
        guard !status.isFinal else { return "\(event) comes after the end" }
        switch event.content {
        case .update(let update): return hear(update)
        case .progress(let progress): return hear(progress)
        case .output(let index, _): return hear(piece: index)
        case .completed(let execution): return hear(execution, as: .completed)
        case .failed(let execution): return hear(execution, as: .failed)
        }
    }

    private mutating func hear(_ update: ExecutionUpdate) -> String? {
        let isBeginning = seq == 1
        defer { status = update.status }
        switch (status, update.status) {
        case (.pending, .pending) where isBeginning, (.pending, .running), (.pending, .cancelled), (.running, .cancelled):
            return update.attempt == attempt ? nil : "\(update) is not of the attempt \(attempt)"
        case (.running, .pending):
            attempt += 1
            percentage = 0
            pieces = 0
            return update.attempt == attempt ? nil : "\(update) does not begin the attempt \(attempt)"
        default:
            return "\(update) after \(status)"
        }
    }

    private mutating func hear(_ progress: ExecutionProgress) -> String? {
        defer { percentage = progress.percentage }
        guard status == .running else { return "\(progress) while \(status)" }
        return (percentage...100).contains(progress.percentage) ? nil : "\(progress) after \(percentage)"
    }

    private mutating func hear(piece: Int) -> String? {
        defer { pieces += 1 }
        allPieces += 1
        guard status == .running else { return "the piece \(piece) while \(status)" }
        return piece == pieces ? nil : "the piece \(piece) after \(pieces) others"
    }

    private mutating func hear(_ execution: Execution, as end: ExecutionStatus) -> String? {
        defer { status = end }
        guard status == .running else { return "\(end) after \(status)" }
        guard execution.status == end, execution.attempt == attempt else { return "\(execution) at the end of the attempt \(attempt)" }
        return (execution.error != nil) == (end == .failed) ? nil : "\(execution) has the outcome of another end"
    }
}
