import Agents
import Testing
import Wire

extension ExecutionStoreConformance {
    static let lists = [
        ExecutionStoreConformance("a list has the latest first, and those of the same time by their ids") { store async throws in
            for (id, time) in [("b", 5), ("e", 7), ("a", 5), ("d", 3), ("c", 5)] {
                try await store.create(id, at: Int64(time))
            }
            #expect(try await listed(store) { _ in } == ["e", "c", "b", "a", "d"])
            // It stays where it is, whatever happens to it.
            try await store.change("a", .start(lease: nil, model: nil))
            #expect(try await listed(store) { _ in } == ["e", "c", "b", "a", "d"])
        },
        ExecutionStoreConformance("each filter of a list leaves out what it does not name, and they add up") { store async throws in
            try await fill(store)
            #expect(try await listed(store) { $0.userID = "ada" } == ["f", "d", "b", "a"])
            #expect(try await listed(store) { $0.userID = "nobody" } == [])
            #expect(try await listed(store) { $0.status = .pending } == ["f", "e"])
            #expect(try await listed(store) { $0.status = .running } == ["d"])
            #expect(try await listed(store) { $0.status = .completed } == ["c"])
            #expect(try await listed(store) { $0.status = .failed } == ["b"])
            #expect(try await listed(store) { $0.status = .cancelled } == ["a"])
            #expect(try await listed(store) { $0.agent = "writer" } == ["e", "c", "a"])
            #expect(try await listed(store) { $0.agent = "Writer" } == [])
            #expect(try await listed(store) { $0.platform = "worker" } == ["f", "c"])
            #expect(try await listed(store) { $0.model = "m2" } == ["d", "c", "b"])
            #expect(try await listed(store) { $0.model = "none" } == [])
            #expect(try await listed(store) { $0.fromMilliseconds = 3 } == ["f", "e", "d", "c"])
            #expect(try await listed(store) { $0.toMilliseconds = 3 } == ["b", "a"])
            #expect(
                try await listed(store) { query in
                    query.fromMilliseconds = 3
                    query.toMilliseconds = 3
                } == [])
            #expect(
                try await listed(store) { query in
                    query.userID = "ada"
                    query.status = .failed
                    query.agent = "reader"
                    query.platform = "telltale"
                    query.model = "m2"
                    query.fromMilliseconds = 2
                    query.toMilliseconds = 3
                } == ["b"])
            for (from, to) in [(Int64.min, Int64.max), (.min, .min), (.max, .max)] {
                let found = try await listed(store) { query in
                    query.fromMilliseconds = from
                    query.toMilliseconds = to
                }
                #expect(found == (from < 0 && to > 0 ? ["f", "e", "d", "c", "b", "a"] : []))
            }
        },
        ExecutionStoreConformance("walking a list by its cursor meets each once, with and without filters") { store async throws in
            for index in 0..<23 {
                // Some share their time; ids run against it.
                try await store.create("e\(99 - index)", agent: index.isMultiple(of: 2) ? "a" : "b", at: Int64(index / 3))
            }
            for agent in [String?.none, "a"] {
                let all = try await listed(store) { $0.agent = agent }
                #expect(all.count == (agent == nil ? 23 : 12))
                for limit in [1, 2, 5, 23] {
                    #expect(try await walked(store, limit: limit) { $0.agent = agent } == all)
                }
            }
        },
        ExecutionStoreConformance("a cursor goes on after an execution that is not there any more") { store async throws in
            for id in ["a", "b", "c"] { try await store.create(id) }
            try await store.change("b", .cancel(reason: nil))
            try await store.perform(.delete(executionID: "b"))
            #expect(try await listed(store) { $0.before = ExecutionCursor(createdAtMilliseconds: 1_000, id: "b") } == ["a"])
            #expect(try await listed(store) { $0.before = ExecutionCursor(createdAtMilliseconds: 1_000, id: "a") } == [])
            #expect(try await listed(store) { $0.before = ExecutionCursor(createdAtMilliseconds: .max, id: "") } == ["c", "a"])
            #expect(try await listed(store) { $0.before = ExecutionCursor(createdAtMilliseconds: .min, id: "z") } == [])
        },
        ExecutionStoreConformance("a page of a list stops once it holds enough text, and holds at least one") { store async throws in
            for index in 1...5 {
                let input = "\"\(String(repeating: "x", count: 98))\""
                try await store.perform(.create(.sample("e\(index)", input: input), idempotencyKey: nil))
            }
            let small = try await store.executions(ExecutionQuery(userID: nil, limit: 10), maximumBytes: 250)
            #expect((2...3).contains(small.records.count) && small.hasMore && small.records.first?.execution.id == "e5")
            let one = try await store.executions(ExecutionQuery(userID: nil, limit: 10), maximumBytes: 1)
            #expect(one.records.map(\.execution.id) == ["e5"] && one.hasMore)
            let exact = try await store.executions(ExecutionQuery(userID: nil, limit: 5), maximumBytes: 10_000)
            #expect(exact.records.count == 5 && !exact.hasMore)
        },
    ]

    /// One of each status, made at the times 1 to 6 in the order of their ids.
    private static func fill(_ store: any ExecutionStore) async throws {
        let made: [(id: String, agent: String, owner: String, platform: String, model: String?)] = [
            ("a", "writer", "ada", "telltale", nil), ("b", "reader", "ada", "telltale", "m2"), ("c", "writer", "bob", "worker", "m2"),
            ("d", "reader", "ada", "telltale", nil), ("e", "writer", "bob", "telltale", "m1"), ("f", "reader", "ada", "worker", nil),
        ]
        for (index, entry) in made.enumerated() {
            let record = ExecutionRecord.sample(
                entry.id, agent: entry.agent, by: entry.owner, platform: entry.platform, model: entry.model, at: Int64(index + 1))
            try await store.perform(.create(record, idempotencyKey: nil))
        }
        try await store.change("a", .cancel(reason: nil))
        try await store.change("b", .start(lease: nil, model: nil), .fail(ExecutionFailure(code: .internal, message: "")))
        try await store.change("c", .start(lease: .sample(), model: nil), .complete(output: nil))
        try await store.change("d", .start(lease: nil, model: "m2"))
    }

    private static func listed(
        _ store: any ExecutionStore, _ narrow: (inout ExecutionQuery) -> Void
    ) async throws -> [String] {
        var query = ExecutionQuery(userID: nil, limit: 100)
        narrow(&query)
        let page = try await store.executions(query, maximumBytes: 1 << 20)
        #expect(!page.hasMore)
        return page.records.map(\.execution.id)
    }

    private static func walked(
        _ store: any ExecutionStore, limit: Int, _ narrow: (inout ExecutionQuery) -> Void
    ) async throws -> [String] {
        var query = ExecutionQuery(userID: nil, limit: limit)
        narrow(&query)
        var ids: [String] = []
        var hasMore = true
        while hasMore {
            let page = try await store.executions(query, maximumBytes: 1 << 20)
            #expect(page.records.count <= limit)
            ids += page.records.map(\.execution.id)
            query.before = page.records.last.map { last in
                ExecutionCursor(createdAtMilliseconds: last.execution.createdAtMilliseconds, id: last.execution.id)
            }
            hasMore = page.hasMore && !page.records.isEmpty
        }
        return ids
    }
}
