import Agents
import Essentials
import Wire

/// An execution as the writer knows it; what the running transaction did to it included.
///
/// Belongs to the writer, like ``Writer``, whose exemption from checks of exclusive access it shares.
final class StoredExecution {
    /// Its key in the database.
    let key: Int64
    let id: ExactText
    /// How much of ``LiveExecutions`` it takes up, bytes.
    let weight: Int
    @exclusivity(unchecked) var record: ExecutionRecord
    /// See ``ExecutionState/progressSeq``.
    @exclusivity(unchecked) var progressSeq: Int64
    /// What is written of ``record``.
    @exclusivity(unchecked) var head: ExecutionHead
    @exclusivity(unchecked) var state: ExecutionState

    init(key: Int64, _ record: ExecutionRecord, progressSeq: Int64) {
        self.key = key
        id = ExactText(record.execution.id)
        self.record = record
        self.progressSeq = progressSeq
        head = ExecutionHead(record)
        state = ExecutionState(record, progressSeq: progressSeq)
        weight = record.execution.textBytes + Self.restBytes
    }

    /// What changes of its texts counts as if it was as long as it may be; the rest is small.
    private static let restBytes = ExecutionLimits.messageBytes + 1_024

    /// Notes which event tells how far the execution is.
    func note(_ event: ExecutionEvent) {
        switch event.content {
        case .progress: progressSeq = event.seq
        // The next attempt begins with none.
        case .update(let update) where update.status == .pending: progressSeq = 0
        case .update, .output, .completed, .failed: break
        }
    }
}

extension Execution {
    /// The bytes of the texts that it has for long.
    var textBytes: Int {
        labels.reduce(input.utf8.count + (output?.utf8.count ?? 0) + (error?.message.utf8.count ?? 0)) {
            $0 + $1.name.utf8.count + $1.value.utf8.count
        }
    }
}
