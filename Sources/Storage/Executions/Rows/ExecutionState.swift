import Agents
import Wire

/// What of an execution changes with its events and with reports of its worker: a row of `execution_states`.
struct ExecutionState: Equatable, BitwiseCopyable {
    let lastSeq: Int64
    /// The `seq` of the progress event that tells how far the attempt is; 0 when there is none.
    let progressSeq: Int64
    let percentage: Double
    let outputCount: Int
    let outputBytes: Int
    let inputTokens: Int
    let outputTokens: Int
    let costUSD: Double
    let leaseExpiresAt: Int64?
    let workerSequence: Int64

    init(_ record: ExecutionRecord, progressSeq: Int64) {
        lastSeq = record.lastSeq
        self.progressSeq = progressSeq
        percentage = record.execution.progress.percentage
        outputCount = record.outputCount
        outputBytes = record.outputBytes
        inputTokens = record.execution.inputTokens
        outputTokens = record.execution.outputTokens
        costUSD = record.execution.costUSD
        leaseExpiresAt = record.lease?.expiresAtMilliseconds
        workerSequence = record.workerSequence
    }
}
