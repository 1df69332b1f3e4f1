import Agents
import AgentsTestSupport
import ChatTestSupport
import Testing
import Wire

@testable import Storage

@Suite("Lists of executions in SQLite")
struct ExecutionListTests {
    /// All sets of filters, with a status that is open and with one that is over.
    static let statements: [String] = (0..<32).flatMap { bits in
        let filters = ExecutionFilters(rawValue: bits)
        let statuses: [ExecutionStatus?] = filters.contains(.status) ? [.running, .failed] : [nil]
        return statuses.map { ExecutionSelect.list(filters, by: ExecutionListIndex(filters, status: $0)) }
    }

    @Test("a list is read from the index that has the fewest others in it")
    func indexes() {
        func index(_ filters: ExecutionFilters, _ status: ExecutionStatus? = nil) -> ExecutionListIndex {
            ExecutionListIndex(filters, status: status)
        }
        #expect(index([]) == .all)
        #expect(index([.user, .agent, .model]) == .user)
        #expect(index([.user, .status], .failed) == .userAndStatus)
        #expect(index([.agent, .status], .running) == .status && index([.agent, .status], .failed) == .agent)
        #expect(index([.platform, .status], .failed) == .status && index([.platform, .model]) == .model)
        #expect(index([.platform]) == .platform && index([.agent, .platform]) == .agent)
        #expect(Set(Self.statements).count == Self.statements.count - 10)
    }

    @Test("every set of filters finds what looking at all finds, page by page")
    func filters() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        var generator = SeededGenerator(seed: 7)
        let records = (0..<60).map { index in
            ExecutionRecord.sample(
                "e\(index)", agent: "a\(index % 2)", by: "u\(index % 3)", platform: "p\(index % 7 / 4)",
                model: index % 5 == 0 ? nil : "m\(index % 2)", at: Int64(index / 3))
        }.shuffled(using: &generator)
        for record in records { try await store.perform(.create(record, idempotencyKey: nil)) }
        for index in stride(from: 1, to: 60, by: 4) { try await store.change("e\(index)", .cancel(reason: nil)) }
        let all = try await store.executions(ExecutionQuery(userID: nil, limit: 100), maximumBytes: 1 << 20).records.map(\.execution)
        #expect(all.count == 60)
        for bits in 0..<32 {
            let filters = ExecutionFilters(rawValue: bits)
            for status in [ExecutionStatus.pending, .cancelled] {
                var query = ExecutionQuery(userID: filters.contains(.user) ? "u1" : nil, limit: 3)
                query.status = filters.contains(.status) ? status : nil
                query.agent = filters.contains(.agent) ? "a1" : nil
                query.platform = filters.contains(.platform) ? "p0" : nil
                query.model = filters.contains(.model) ? "m1" : nil
                query.fromMilliseconds = 2
                query.toMilliseconds = 18
                let expected = all.filter { execution in
                    (query.userID ?? execution.userID) == execution.userID && (query.status ?? execution.status) == execution.status
                        && (query.agent ?? execution.agent) == execution.agent
                        && (query.platform ?? execution.platform) == execution.platform
                        && (query.model ?? execution.model) == execution.model && (2..<18).contains(execution.createdAtMilliseconds)
                }
                #expect(try await store.list(query) == expected.map(\.id))
                #expect(!expected.isEmpty)
            }
        }
        await store.close()
    }
}
