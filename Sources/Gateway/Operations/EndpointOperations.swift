import Synchronization
import Telemetry
import Wire

/// The operations of one endpoint: children are resolved on first use and kept. Any thread.
final class EndpointOperations: Sendable {
    private struct Key: Hashable {
        var operation: String
        var outcome: OperationOutcome
    }

    private struct Cells {
        var totals: [Key: Counter] = [:]
        var durations: [String: Histogram] = [:]
        var errors: [ErrorCode: Counter] = [:]
    }

    private let name: String
    private let total: Family<Counter>
    private let duration: Family<Histogram>
    private let errors: Family<Counter>
    private let cells = Mutex(Cells())

    /// - Parameter operations: those whose outcomes exist from the start.
    init(name: String, total: Family<Counter>, duration: Family<Histogram>, errors: Family<Counter>, operations: [String] = []) {
        self.name = name
        self.total = total
        self.duration = duration
        self.errors = errors
        cells.withLock { cells in
            for operation in operations { _ = counter(operation, .ok, &cells) }
        }
    }

    /// Counts one operation that ended.
    ///
    /// - Parameters:
    ///   - operation: from a closed set.
    ///   - nanoseconds: how long it took.
    ///   - subject: what it was about, which an exemplar of its duration may carry.
    func count(_ operation: String, _ outcome: OperationOutcome, nanoseconds: Int64, subject: OperationSubject? = nil) {
        let (counter, histogram) = cells.withLock { cells -> (Counter, Histogram) in
            (self.counter(operation, outcome, &cells), self.histogram(operation, &cells))
        }
        counter.increment()
        if let subject {
            histogram.record(nanoseconds: nanoseconds, exemplar: subject.exemplar)
        } else {
            histogram.record(nanoseconds: nanoseconds)
        }
    }

    /// Counts one operation that ended with an error told to the client.
    func count(_ operation: String, error code: ErrorCode, nanoseconds: Int64, subject: OperationSubject? = nil) {
        count(error: code)
        count(operation, OperationOutcome(code), nanoseconds: nanoseconds, subject: subject)
    }

    /// Counts an error that a client was told without having asked for anything.
    func count(error code: ErrorCode) {
        cells.withLock { errorCounter(code, &$0) }.increment()
    }

    private func counter(_ operation: String, _ outcome: OperationOutcome, _ cells: inout Cells) -> Counter {
        let key = Key(operation: operation, outcome: outcome)
        if let known = cells.totals[key] { return known }
        // All outcomes at once: a series that appears with its first error hides that error from `rate()`.
        for outcome in OperationOutcome.allCases {
            cells.totals[Key(operation: operation, outcome: outcome)] = total.child(name, operation, outcome.rawValue)
        }
        return cells.totals[key] ?? total.child(name, operation, outcome.rawValue)
    }

    private func histogram(_ operation: String, _ cells: inout Cells) -> Histogram {
        if let known = cells.durations[operation] { return known }
        let made = duration.child(name, operation)
        cells.durations[operation] = made
        return made
    }

    private func errorCounter(_ code: ErrorCode, _ cells: inout Cells) -> Counter {
        if let known = cells.errors[code] { return known }
        let made = errors.child(name, code.rawValue)
        cells.errors[code] = made
        return made
    }
}
