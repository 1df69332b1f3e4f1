import Agents
import Wire

extension ExecutionRecord {
    /// One that nobody has begun, on the platform `telltale`.
    public static func sample(
        _ id: String = "e1", agent: String = "writer", by owner: String = "ada", platform: String = "telltale", model: String? = nil,
        input: String = #"{"topic":"rain"}"#, parent: String? = nil, labels: [ExecutionLabel] = [], isForOperator: Bool = false,
        at milliseconds: Int64 = 1_000
    ) -> ExecutionRecord {
        ExecutionRecord(
            Execution(
                id: id, agent: agent, userID: owner, platform: platform, model: model, parent: parent, input: input, labels: labels,
                createdAtMilliseconds: milliseconds),
            isForOperator: isForOperator)
    }
}

extension ExecutionLease {
    /// A hold of the worker `w`, which runs out at 32,000 unless said otherwise.
    public static func sample(_ id: String = "lease-1", worker: String = "w", until milliseconds: Int64 = 32_000) -> ExecutionLease {
        ExecutionLease(id: id, worker: worker, expiresAtMilliseconds: milliseconds)
    }
}
