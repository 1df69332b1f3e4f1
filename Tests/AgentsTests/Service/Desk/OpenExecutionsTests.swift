import AgentsTestSupport
import Essentials
import LanguageModels
import Testing
import Wire

@testable import Agents

@Suite("Executions that are not over")
struct OpenExecutionsTests {
    private let ada = ExactText("ada")

    @Test("a user and the server have places for so many, and get one back when something is over or was not made")
    func places() {
        var open = OpenExecutions()
        #expect(open.reserve(ada, queueLimit: 3, ownerLimit: 2) == nil)
        var record = ExecutionRecord.sample("e1")
        _ = open.take(record, atMilliseconds: 0)
        #expect(open.reserve(ada, queueLimit: 3, ownerLimit: 2) == nil)
        #expect(open.reserve(ada, queueLimit: 3, ownerLimit: 2)?.code == .rateLimited)
        #expect(open.reserve(ExactText("bob"), queueLimit: 3, ownerLimit: 2) == nil)
        #expect(open.reserve(ExactText("eve"), queueLimit: 3, ownerLimit: 2)?.code == .overloaded)
        #expect(open.reserve(ada, queueLimit: 0, ownerLimit: 0) == nil)
        open.release(ada)
        open.release(ada)
        record.execution.status = .cancelled
        _ = open.take(record, atMilliseconds: 0)
        #expect(open.reserve(ada, queueLimit: 3, ownerLimit: 1) == nil)
    }

    @Test("each transition is seen once, and what was spent is told as what came on top")
    func steps() {
        var open = OpenExecutions()
        var record = ExecutionRecord.sample("e1", at: 1_000)
        #expect(open.take(record, atMilliseconds: 1_000).step == .made)
        record.execution.status = .running
        #expect(open.take(record, atMilliseconds: 1_250).step == .started(waitedMilliseconds: 250))
        record.execution.inputTokens = 5
        record.execution.costUSD = 0.5
        let taken = open.take(record, atMilliseconds: 2_000)
        #expect(taken.step == .none && taken.spent.inputTokens == 5 && taken.spent.costUSD == 0.5)
        #expect(open.take(record, atMilliseconds: 2_000).spent == SpentUsage())
        record.execution.status = .pending
        record.execution.attempt = 2
        #expect(open.take(record, atMilliseconds: 3_000).step == .requeued)
        record.execution.status = .running
        #expect(open.take(record, atMilliseconds: 3_100).step == .started(waitedMilliseconds: 100))
        #expect(open.figures == ExecutionFigures(running: 1))
        record.execution.status = .failed
        #expect(open.take(record, atMilliseconds: 4_000).step == .ended)
        #expect(open.take(record, atMilliseconds: 4_000).step == .none)
        #expect(open.figures == ExecutionFigures(failed: 1) && open["e1"] == nil)
    }
}
