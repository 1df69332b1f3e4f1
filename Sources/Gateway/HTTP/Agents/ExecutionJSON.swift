import Agents
import Wire

/// Executions as the REST answers show them.
enum ExecutionJSON {
    static func bytes(_ execution: Execution) -> [UInt8] {
        var writer = JSONWriter(capacity: size(execution))
        execution.encode(into: &writer)
        return writer.bytes
    }

    /// `{executions: […], next_cursor?}`
    static func bytes(_ page: ExecutionPage) -> [UInt8] {
        var writer = JSONWriter(capacity: page.executions.reduce(256) { $0 + size($1) })
        writer.beginObject()
        writer.name("executions")
        writer.beginArray()
        for execution in page.executions { execution.encode(into: &writer) }
        writer.endArray()
        writer.member("next_cursor", page.nextCursor)
        writer.endObject()
        return writer.bytes
    }

    /// `{execution, lease_id, lease_ms, lease_expires_at, next_sequence}`
    static func bytes(_ claim: Claim) -> [UInt8] {
        var writer = JSONWriter(capacity: 256 + size(claim.execution))
        writer.beginObject()
        writer.name("execution")
        claim.execution.encode(into: &writer)
        writer.member("lease_id", claim.lease.id)
        writer.member("lease_ms", claim.leaseMilliseconds)
        writer.member("lease_expires_at", time: claim.lease.expiresAtMilliseconds)
        writer.member("next_sequence", 1)
        writer.endObject()
        return writer.bytes
    }

    /// `{status, accepted, next_sequence, lease_expires_at?}`
    static func bytes(_ receipt: WorkerReceipt) -> [UInt8] {
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        writer.member("status", receipt.status.rawValue)
        writer.member("accepted", receipt.accepted)
        writer.member("next_sequence", receipt.nextSequence)
        writer.member("lease_expires_at", time: receipt.leaseExpiresAtMilliseconds)
        writer.endObject()
        return writer.bytes
    }

    /// `{agents: [{name, description, runner, platform, model?, operators}]}`
    static func bytes(_ agents: [AgentDeclaration]) -> [UInt8] {
        var writer = JSONWriter(capacity: 64 + 256 * agents.count)
        writer.beginObject()
        writer.name("agents")
        writer.beginArray()
        for agent in agents {
            writer.beginObject()
            writer.member("name", agent.name)
            writer.member("description", agent.description)
            writer.member("runner", agent.runner.rawValue)
            writer.member("platform", agent.platform)
            writer.member("model", agent.model)
            writer.member("operators", agent.isForOperators)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// About how many bytes an execution takes.
    private static func size(_ execution: Execution) -> Int {
        640 + execution.input.utf8.count + (execution.output?.utf8.count ?? 0) + execution.labels.count * 64
    }
}
