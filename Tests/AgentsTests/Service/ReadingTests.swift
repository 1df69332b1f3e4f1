import Agents
import AgentsTestSupport
import ChannelLayer
import ChatTestSupport
import Testing
import Wire

@Suite("Reading executions")
struct ReadingTests {
    @Test("the owner and administrators see an execution, others and malformed ids are refused")
    func access() async throws {
        let fixture = ServiceFixture { $0.concurrency = 0 }
        let id = try await fixture.create().id
        #expect(try await fixture.agents.execution(id, by: fixture.ada).id == id)
        #expect(try await fixture.agents.execution(id, by: fixture.admin).id == id)
        #expect(await code { _ = try await fixture.agents.execution(id, by: fixture.bob) } == .forbidden)
        #expect(await code { _ = try await fixture.agents.enter(id, by: fixture.bob) } == .forbidden)
        #expect(await code { _ = try await fixture.agents.execution("gone", by: fixture.ada) } == .notFound)
        #expect(await code { _ = try await fixture.agents.execution("a/b", by: fixture.admin) } == .badFrame)
        fixture.store.fail(with: .overloaded)
        #expect(await code { _ = try await fixture.agents.execution(id, by: fixture.ada) } == .overloaded)
    }

    @Test("a list goes on from page to page without a gap, each sees their own, administrators all")
    func lists() async throws {
        let fixture = ServiceFixture { $0.concurrency = 0 }
        var mine: [String] = []
        for index in 0..<7 {
            mine.append(try await fixture.create(index % 2 == 0 ? "writer" : "scan").id)
            fixture.clock.advance(seconds: index % 3 == 0 ? 0.001 : 0)
            if index < 3 { try await fixture.create(by: fixture.bob) }
        }
        var listed: [String] = []
        var cursor: String?
        repeat {
            let page = try await fixture.agents.executions(ExecutionFilter(), cursor: cursor, limit: 3, by: fixture.ada)
            listed += page.executions.map(\.id)
            cursor = page.nextCursor
        } while cursor != nil
        #expect(listed.count == 7 && Set(listed) == Set(mine))
        let all = try await fixture.agents.executions(ExecutionFilter(), cursor: nil, limit: 100, by: fixture.admin)
        #expect(all.executions.count == 10 && all.nextCursor == nil)
        let scans = ExecutionFilter(agent: "scan", platform: "worker", userID: "ada")
        #expect(try await fixture.agents.executions(scans, cursor: nil, limit: 100, by: fixture.admin).executions.count == 3)
        let none = ExecutionFilter(status: .running)
        #expect(try await fixture.agents.executions(none, cursor: nil, limit: 100, by: fixture.ada).executions.isEmpty)
    }

    @Test("a list of others', a limit out of bounds and a cursor that is none of ours are refused")
    func badLists() async throws {
        let fixture = ServiceFixture()
        let others = ExecutionFilter(userID: "bob")
        #expect(await code { _ = try await fixture.agents.executions(others, cursor: nil, limit: 1, by: fixture.ada) } == .forbidden)
        for limit in [0, 101] {
            let filter = ExecutionFilter(userID: "ada")
            #expect(await code { _ = try await fixture.agents.executions(filter, cursor: nil, limit: limit, by: fixture.ada) } == .badFrame)
        }
        for cursor in ["", "x", "zz.", "-1.a", "1.a b", "99999999999999999999.a"] {
            let filter = ExecutionFilter()
            #expect(await code { _ = try await fixture.agents.executions(filter, cursor: cursor, limit: 1, by: fixture.ada) } == .badFrame)
        }
    }

    @Test("who enters learns the state and its last seq, and the end when it is over")
    func entering() async throws {
        let fixture = ServiceFixture()
        let (execution, call) = try await fixture.begin()
        let entry = try await fixture.agents.enter(execution.id, by: fixture.ada)
        #expect(entry.lastSeq == 2 && entry.end == nil && entry.execution.status == .running)
        _ = try await fixture.agents.cancel(execution.id, reason: "enough", by: fixture.ada)
        _ = await call.returned()
        let over = try await fixture.agents.enter(execution.id, by: fixture.ada)
        #expect(over.lastSeq == 3 && over.end?.seq == 3 && over.execution.status == .cancelled)
        #expect(over.end?.type == "execution_update" && over.end?.payload == fixture.receiver.events.last?.payload)
    }

    @Test("the events are its owner's and administrators' to read, page by page, as they went out live")
    func events() async throws {
        let fixture = ServiceFixture()
        let (execution, call) = try await fixture.begin()
        for number in 0..<3 { try await call.run.report([.output("\(number)")]) }
        let live = fixture.receiver.events.map(\.payload)
        let first = try await fixture.agents.events(of: execution.id, after: 0, limit: 2, by: fixture.ada)
        #expect(first.frames.map(\.payload) == Array(live[..<2]) && first.lastSeq == 5 && first.hasMore)
        let last = try await fixture.agents.events(of: execution.id, after: 2, limit: 3, by: fixture.admin)
        #expect(last.frames.map(\.payload) == Array(live[2...]) && last.lastSeq == 5 && !last.hasMore)
        for after in [5, 99, Int64.max] {
            let none = try await fixture.agents.events(of: execution.id, after: after, limit: 1_000, by: fixture.ada)
            #expect(none == ExecutionHistory(frames: [], lastSeq: 5, hasMore: false))
        }
    }

    @Test("a page of long events ends before its limit, and says that there are more")
    func longEvents() async throws {
        let fixture = ServiceFixture()
        let (execution, call) = try await fixture.begin()
        let piece = String(repeating: "x", count: 60_000)
        for _ in 0..<6 { try await call.run.report([.output(piece)]) }
        var (seqs, pages): ([Int64], Int) = ([], 0)
        var page: ExecutionHistory
        repeat {
            page = try await fixture.agents.events(of: execution.id, after: seqs.last ?? 0, limit: 1_000, by: fixture.ada)
            #expect(page.frames.reduce(0) { $0 + $1.payload.count } <= AgentService.replayBytes)
            seqs += page.frames.map(\.seq)
            pages += 1
        } while page.hasMore
        #expect(seqs == Array(1...8) && pages == 2)
    }

    @Test("events of others, of nobody, and pages out of bounds are refused")
    func badEvents() async throws {
        let fixture = ServiceFixture { $0.concurrency = 0 }
        let id = try await fixture.create().id
        func refusal(_ id: String, after: Int64 = 0, limit: Int = 1, by user: AgentUser) async -> ErrorCode? {
            await code { _ = try await fixture.agents.events(of: id, after: after, limit: limit, by: user) }
        }
        #expect(await refusal(id, by: fixture.bob) == .forbidden)
        #expect(await refusal("gone", by: fixture.admin) == .notFound)
        #expect(await refusal("a/b", by: fixture.ada) == .badFrame)
        for limit in [0, 1_001, -1] { #expect(await refusal(id, limit: limit, by: fixture.ada) == .badFrame) }
        #expect(await refusal(id, after: -1, by: fixture.ada) == .badFrame)
        fixture.store.fail(with: .unavailable("disk"))
        #expect(await refusal(id, by: fixture.ada) == .storeUnavailable)
    }

    @Test("a replay brings what went out live, page by page, up to where the socket entered")
    func replaying() async throws {
        let fixture = ServiceFixture()
        let (execution, call) = try await fixture.begin()
        let piece = String(repeating: "x", count: 60_000)
        for _ in 0..<10 { try await call.run.report([.output(piece)]) }
        let live = fixture.receiver.events
        #expect(live.count == 12)
        var replayed: [ExecutionReplay.Frame] = []
        var pages = 0
        var last: Int64 = 1
        while last < 11 {
            let page = try await fixture.agents.replay(execution.id, after: last, through: 11)
            #expect(page.frames.reduce(0) { $0 + $1.payload.count } <= AgentService.replayBytes)
            replayed += page.frames
            last = page.lastSeq
            pages += 1
        }
        #expect(replayed.map(\.seq) == Array(2...11) && pages == 3)
        #expect(replayed.map(\.payload) == live[1...10].map(\.payload))
        #expect(replayed.map(\.type) == ["execution_update"] + Array(repeating: "execution_output", count: 9))
        #expect(try await fixture.agents.replay(execution.id, after: 11, through: 11) == ExecutionReplay(frames: [], lastSeq: 11))
        #expect(try await fixture.agents.replay("gone", after: 0, through: 5) == ExecutionReplay(frames: [], lastSeq: 0))
        #expect(try await fixture.agents.replay(execution.id, after: .min, through: .max).frames.first?.seq == 1)
    }
}
