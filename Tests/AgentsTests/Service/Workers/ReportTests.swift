import Agents
import ChatTestSupport
import Testing
import Wire

@Suite("What workers report", .timeLimit(.minutes(1)))
struct ReportTests {
    @Test("reports are stored, told and acknowledged, and each renews the lease")
    func reporting() async throws {
        let fixture = ServiceFixture()
        let claim = try await fixture.claimed()
        let id = claim.execution.id
        fixture.clock.advance(seconds: 10)
        let receipt = try await fixture.report(claim, from: 1, .progress(ExecutionProgress(percentage: 40)), .output("a"))
        #expect(receipt == WorkerReceipt(status: .running, accepted: 2, nextSequence: 3, leaseExpiresAtMilliseconds: 1_700_000_040_000))
        fixture.clock.advance(seconds: 1)
        #expect(try await fixture.report(claim, from: nil).leaseExpiresAtMilliseconds == 1_700_000_041_000)
        let end = try await fixture.report(
            claim, from: 3, .usage(inputTokens: 1, outputTokens: 2, costUSD: 0.5), .complete(output: "[1]"))
        #expect(end == WorkerReceipt(status: .completed, accepted: 2, nextSequence: 5, leaseExpiresAtMilliseconds: nil))
        #expect(fixture.heard(id) == ["execution_update", "execution_update", "progress", "execution_output", "execution_complete"])
        #expect(await fixture.ended.next() == EndedExecutions.End(executionID: id, error: nil, nanoseconds: 11_000_000_000))
        #expect(fixture.metric("telltale_agent_tokens_total", "worker", "none", "output") == 2)
        #expect(fixture.metric("telltale_agent_executions_total", "worker", "none", "completed") == 1)
    }

    @Test("what was sent before is passed over, with what is new taken; the end sent again is acknowledged again")
    func resending() async throws {
        let fixture = ServiceFixture()
        let claim = try await fixture.claimed()
        try await fixture.report(claim, from: 1, .output("a"), .output("b"))
        let receipt = try await fixture.report(claim, from: 1, .output("a"), .output("b"), .output("c"))
        #expect(receipt.accepted == 3 && receipt.nextSequence == 4)
        for _ in 1...2 {
            let end = try await fixture.report(claim, from: 4, .complete(output: nil))
            #expect(end.status == .completed && end.accepted == 1 && end.nextSequence == 5)
        }
        #expect(fixture.heard(claim.execution.id).count == 6 && fixture.ended.all.count == 1)
        #expect(await code { try await fixture.report(claim, from: 5, .output("more")) } == .conflict)
    }

    @Test("a gap, a foreign lease, a foreign agent and an unknown execution are refused with their codes")
    func refusals() async throws {
        let fixture = ServiceFixture()
        let claim = try await fixture.claimed()
        let gap = await refusal { try await fixture.report(claim, from: 3, .output("a")) }
        #expect(gap?.code == .conflict && gap?.expectedSequence == 1)
        var stale = claim
        stale.lease.id = "other"
        #expect(await code { try await fixture.report(stale, from: 1, .output("a")) } == .conflict)
        let report = WorkerReport(leaseID: claim.lease.id, firstSequence: 1, commands: [.output("a")])
        let stranger = AgentWorker(userID: "x", agents: ["crawl"])
        #expect(await code { _ = try await fixture.agents.report(report, on: claim.execution.id, by: stranger) } == .forbidden)
        #expect(await code { _ = try await fixture.agents.report(report, on: "gone", by: fixture.worker) } == .notFound)
        #expect(await code { _ = try await fixture.agents.report(report, on: "a b", by: fixture.worker) } == .badFrame)
        let pending = try await fixture.create("scan")
        #expect(await code { _ = try await fixture.agents.report(report, on: pending.id, by: fixture.worker) } == .conflict)
        #expect(fixture.heard(claim.execution.id).count == 2)
    }

    @Test("one bad event refuses the whole report, and the message says which and why")
    func flaws() async throws {
        let fixture = ServiceFixture()
        let claim = try await fixture.claimed()
        let long = String(repeating: "m", count: 4_097)
        let flaws: [(ExecutionCommand, String)] = [
            (.progress(ExecutionProgress(percentage: 100.1)), "percentage must be a number from 0 to 100"),
            (.progress(ExecutionProgress(percentage: .nan)), "percentage must be a number from 0 to 100"),
            (.progress(ExecutionProgress(percentage: 1, step: 0)), "step must be a whole number from 1 to 1000000"),
            (.progress(ExecutionProgress(percentage: 1, steps: 1_000_001)), "steps must be a whole number from 1 to 1000000"),
            (.progress(ExecutionProgress(percentage: 1, step: 3, steps: 2)), "step must be at most steps"),
            (.progress(ExecutionProgress(percentage: 1, message: long)), "message must have at most 4096 bytes"),
            (.output(""), "delta must have 1 to 65536 bytes"),
            (.output(String(repeating: "x", count: 1 << 20)), "delta must have 1 to 65536 bytes"),
            (.usage(inputTokens: -1, outputTokens: 0, costUSD: 0), "input_tokens must be a whole number from 0 to 1000000000"),
            (.usage(inputTokens: 0, outputTokens: .max, costUSD: 0), "output_tokens must be a whole number from 0 to 1000000000"),
            (.usage(inputTokens: 0, outputTokens: 0, costUSD: .nan), "cost_usd must be a number from 0 to 1000000"),
            (.usage(inputTokens: 0, outputTokens: 0, costUSD: .infinity), "cost_usd must be a number from 0 to 1000000"),
            (.complete(output: "{"), "output must be one JSON text"),
            (.complete(output: "\"" + String(repeating: "x", count: 256 << 10) + "\""), "output must have at most 262144 bytes"),
            (.fail(ExecutionFailure(code: .internal, message: long)), "error.message must have at most 4096 bytes"),
            (.fail(ExecutionFailure(code: .interrupted, message: "")), "error.code must be one of: model_error, timeout, internal"),
            (.cancel(reason: nil), "it is no report"), (.renew(expiresAtMilliseconds: .max), "it is no report"),
        ]
        for (command, message) in flaws {
            let error = await refusal { try await fixture.report(claim, from: 1, .output("fine"), command) }
            #expect(error?.code == .badFrame && error?.message == "events[1]: \(message)")
        }
        let batches: [[ExecutionCommand]] = [
            [.complete(output: nil), .output("more")], [.fail(ExecutionFailure(code: .internal, message: "")), .complete(output: nil)],
        ]
        for commands in batches {
            let report = WorkerReport(leaseID: claim.lease.id, firstSequence: 1, commands: commands)
            let error = await refusal { _ = try await fixture.agents.report(report, on: claim.execution.id, by: fixture.worker) }
            #expect(error?.code == .badFrame && error?.message == "events[1]: nothing comes after complete or error")
        }
        for sequence in [nil, 0, -5, .max - 999_999, .max] as [Int64?] {
            let error = await refusal { try await fixture.report(claim, from: sequence, .output("a")) }
            #expect(error?.message == "events[0]: sequence must be a whole number from 1 to 9223372036853775807")
        }
        for leaseID in ["", String(repeating: "l", count: 81), "l\n"] {
            let report = WorkerReport(leaseID: leaseID)
            let error = await refusal { _ = try await fixture.agents.report(report, on: claim.execution.id, by: fixture.worker) }
            #expect(error?.code == .badFrame && error?.message == "lease_id must have 1 to 80 bytes and no control characters")
        }
        let many = WorkerReport(leaseID: claim.lease.id, firstSequence: 1, commands: Array(repeating: .output("x"), count: 1_001))
        #expect(await code { _ = try await fixture.agents.report(many, on: claim.execution.id, by: fixture.worker) } == .badFrame)
        #expect(fixture.heard(claim.execution.id).count == 2)
    }

    @Test("a worker learns of a cancellation from the reply, and what it reports then changes nothing")
    func cancelled() async throws {
        let fixture = ServiceFixture()
        let claim = try await fixture.claimed()
        try await fixture.report(claim, from: 1, .output("a"))
        _ = try await fixture.agents.cancel(claim.execution.id, reason: nil, by: fixture.ada)
        let receipt = try await fixture.report(claim, from: 2, .output("b"), .complete(output: nil))
        #expect(receipt == WorkerReceipt(status: .cancelled, accepted: 0, nextSequence: 2, leaseExpiresAtMilliseconds: nil))
        #expect(try await fixture.report(claim, from: nil).status == .cancelled)
        #expect(fixture.heard(claim.execution.id).count == 4)
    }
}
