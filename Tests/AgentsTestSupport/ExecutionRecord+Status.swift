import Agents
import Wire

extension ExecutionRecord {
    /// The sample execution in a state, brought there in the shortest way.
    public static func sample(in status: ExecutionStatus, lease: ExecutionLease? = nil) throws(ExecutionRefusal) -> ExecutionRecord {
        var record = status == .pending ? sample() : try running(lease)
        switch status {
        case .pending, .running: break
        case .completed: try record.apply(.complete(output: "1"), at: 3_000)
        case .failed: try record.apply(.fail(ExecutionFailure(code: .internal, message: "it broke")), at: 3_000)
        case .cancelled: try record.apply(.cancel(reason: nil), at: 3_000)
        }
        return record
    }
}
