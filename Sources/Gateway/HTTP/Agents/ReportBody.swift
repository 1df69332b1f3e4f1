import Agents
import NIOCore
import Wire

/// The body of `POST /api/agents/executions/<id>/events`: `{lease_id, events: [{sequence, type, …}]}`. Unknown members are ignored;
/// `Agents` judges what the others say.
struct ReportBody {
    /// The most bytes of a body.
    static let limit = 4 << 20

    let report: WorkerReport

    /// - Throws: ``HTTPRefusal`` 400 for anything else.
    init(_ body: ByteBuffer) throws(HTTPRefusal) {
        var leaseID: String?
        var batch: EventBatch?
        try RequestJSON.read(body, expected: "the body must be a JSON object with lease_id and events [{sequence, type, …}]") {
            name, reader in
            switch name {
            case "lease_id": leaseID = try reader.readToken().text(name)
            case "events": batch = try EventBatch(&reader, limit: WorkerReport.commandLimit)
            default: try reader.skipValue()
            }
        }
        guard let leaseID else { throw .malformed("lease_id is missing") }
        guard let batch else { throw .malformed("events is missing; none, [], is a heartbeat") }
        report = WorkerReport(leaseID: leaseID, firstSequence: batch.firstSequence, commands: batch.commands)
    }
}
