import Agents
import Wire

extension ExecutionOperation {
    /// The bytes of text that it holds while it waits.
    var textBytes: Int {
        switch self {
        case .create(let record, let idempotencyKey):
            record.execution.textBytes + record.execution.userID.utf8.count + (idempotencyKey?.utf8.count ?? 0)
        case .change(let change):
            change.commands.reduce(0) { $0 + $1.textBytes }
        case .delete(let executionID):
            executionID.utf8.count
        }
    }
}

extension ExecutionCommand {
    fileprivate var textBytes: Int {
        switch self {
        case .start(let lease, let model): (lease?.worker.utf8.count ?? 0) + (model?.utf8.count ?? 0)
        case .progress(let progress): progress.message.utf8.count
        case .output(let delta): delta.utf8.count
        case .complete(let output): output?.utf8.count ?? 0
        case .fail(let failure): failure.message.utf8.count
        case .cancel(let reason): reason?.utf8.count ?? 0
        case .requeue(let reason): reason.utf8.count
        case .usage, .renew: 0
        }
    }
}
