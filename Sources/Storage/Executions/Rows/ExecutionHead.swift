import Agents
import Wire

/// What of an execution changes when it is started and when it ends: columns of `executions`.
struct ExecutionHead: Equatable {
    let status: ExecutionStatus
    let attempt: Int
    let model: String?
    let startedAt: Int64?
    let completedAt: Int64?
    let leaseID: String?
    let worker: String?
    let cancelledSeq: Int64?

    init(_ record: ExecutionRecord) {
        status = record.execution.status
        attempt = record.execution.attempt
        model = record.execution.model
        startedAt = record.execution.startedAtMilliseconds
        completedAt = record.execution.completedAtMilliseconds
        leaseID = record.lease?.id
        worker = record.lease?.worker
        cancelledSeq = record.cancelledSeq
    }
}
