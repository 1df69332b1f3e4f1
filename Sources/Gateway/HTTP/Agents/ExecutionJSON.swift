import Agents
import Wire

/// Executions as the REST answers show them.
enum ExecutionJSON {
    static func bytes(_ execution: Execution) -> [UInt8] {
        var writer = JSONWriter(capacity: execution.encodedSize)
        execution.encode(into: &writer)
        return writer.bytes
    }

    /// `{executions: […], next_cursor?}`
    static func bytes(_ page: ExecutionPage) -> [UInt8] {
        var writer = JSONWriter(capacity: page.executions.reduce(256) { $0 + $1.encodedSize })
        writer.beginObject()
        writer.name("executions")
        writer.beginArray()
        for execution in page.executions { execution.encode(into: &writer) }
        writer.endArray()
        writer.member("next_cursor", page.nextCursor)
        writer.endObject()
        return writer.bytes
    }

    /// `{events: […], last_seq, has_more}`, each event as the sockets were told it.
    static func bytes(_ history: ExecutionHistory) -> [UInt8] {
        var writer = JSONWriter(capacity: history.frames.reduce(64) { $0 + $1.payload.count + 1 })
        writer.beginObject()
        writer.name("events")
        writer.beginArray()
        for frame in history.frames { writer.raw(frame.payload) }
        writer.endArray()
        writer.member("last_seq", history.lastSeq)
        writer.member("has_more", history.hasMore)
        writer.endObject()
        return writer.bytes
    }

    /// `{execution, lease_id, lease_ms, lease_expires_at, next_sequence}`
    static func bytes(_ claim: Claim) -> [UInt8] {
        var writer = JSONWriter(capacity: 256 + claim.execution.encodedSize)
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
}
