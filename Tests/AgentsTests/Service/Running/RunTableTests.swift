import Testing

@testable import Agents

@Suite("The attempts that run here")
struct RunTableTests {
    private let first = RunKey(id: "e1", attempt: 1)

    private func working(limit: Int = 1) -> RunTable {
        var runs = RunTable(limit: limit)
        runs.takePlace()
        runs.started(first, deadline: 100)
        return runs
    }

    @Test("a place is taken from the start until the end is stored and the task has returned, in either order")
    func places() {
        var runs = RunTable(limit: 1)
        #expect(runs.hasPlace && runs.unsettled == 0)
        runs.takePlace()
        #expect(!runs.hasPlace && runs.unsettled == 1)
        runs.notStarted()
        #expect(runs.hasPlace)
        runs = working()
        #expect(runs.end(first) == true)
        runs.returned(first)
        #expect(!runs.hasPlace && runs.unsettled == 1)
        _ = runs.settle(first)
        #expect(runs.hasPlace && runs.unsettled == 0)
        runs = working()
        _ = runs.settle(first)
        #expect(!runs.hasPlace && runs.unsettled == 0)
        runs.returned(first)
        #expect(runs.hasPlace)
    }

    @Test("an attempt ends once, whoever ends it")
    func once() {
        var runs = working()
        #expect(runs.end(first) && !runs.end(first) && !runs.isWorking(first))
        runs = working()
        _ = runs.settle(first)
        #expect(runs.end(first) == false)
        #expect(runs.end(RunKey(id: "e1", attempt: 2)) == false)
    }

    @Test("a task that comes after the end is to be cancelled; one that is known is given to who settles")
    func tasks() {
        var runs = working()
        let task = Task {}
        #expect(runs.attach(task, to: first) && runs.task(of: first) == task)
        #expect(runs.settle(first) == task)
        runs = working()
        _ = runs.end(first)
        #expect(runs.attach(task, to: first) == false)
        #expect(runs.attach(task, to: RunKey(id: "gone", attempt: 1)) == false)
    }

    @Test("what works past its deadline is overdue; what is ending is not")
    func overdue() {
        var runs = working()
        #expect(runs.overdue(at: 99).isEmpty && runs.overdue(at: 100) == [first])
        _ = runs.end(first)
        #expect(runs.overdue(at: 200).isEmpty && runs.working.isEmpty)
    }
}
