import Agents
import Testing
import Wire

extension ExecutionStoreConformance {
    static let open = [
        ExecutionStoreConformance("open executions are those that are not over, the oldest first, with who holds them") {
            store async throws in
            for index in 1...6 {
                try await store.perform(.create(.sample("e\(index)", platform: "p", at: Int64(index)), idempotencyKey: nil))
            }
            try await store.change("e2", .start(lease: .sample(), model: nil))
            try await store.change("e3", .start(lease: nil, model: nil), .complete(output: nil))
            try await store.change("e4", .start(lease: nil, model: nil))
            try await store.change("e5", .start(lease: .sample(), model: nil), .requeue(reason: "again"))
            try await store.change("e6", .cancel(reason: nil))
            let expected: [(id: String, status: ExecutionStatus, attempt: Int, lease: ExecutionLease?)] = [
                ("e1", .pending, 1, nil), ("e2", .running, 1, .sample()), ("e4", .running, 1, nil), ("e5", .pending, 2, nil),
            ]
            let open = expected.map { entry in
                OpenExecution(
                    id: entry.id, agent: "writer", userID: "ada", status: entry.status, attempt: entry.attempt,
                    lease: entry.lease, createdAtMilliseconds: Int64(entry.id.dropFirst()) ?? 0)
            }
            #expect(try await store.openExecutions(after: nil, limit: 100) == open)
        },
        ExecutionStoreConformance("walking the open executions page by page meets each once") { store async throws in
            let ids = (0..<23).map { "e\(100 + $0)" }
            for (index, id) in ids.enumerated() {
                try await store.create(id, at: Int64(index / 4))
                if index.isMultiple(of: 5) { try await store.change(id, .cancel(reason: nil)) }
            }
            let open = ids.enumerated().filter { !$0.offset.isMultiple(of: 5) }.map(\.element)
            for limit in [1, 4, 18, 100] {
                var walked: [String] = []
                var page: [OpenExecution] = []
                repeat {
                    page = try await store.openExecutions(after: walked.last, limit: limit)
                    #expect(page.count <= limit)
                    walked += page.map(\.id)
                } while !page.isEmpty && walked.count <= open.count
                #expect(walked == open)
            }
        },
    ]
}
