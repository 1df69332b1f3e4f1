import Agents
import Testing
import Wire

extension ExecutionStoreConformance {
    static let deletion = [
        ExecutionStoreConformance("only what is over can be deleted") { store async throws in
            try await store.create("e1")
            let pending = try #require(try await store.execution("e1"))
            #expect(try await store.perform(.delete(executionID: "e1")) == .refused(.notOver(.pending), pending))
            try await store.change("e1", .start(lease: nil, model: nil))
            let running = try #require(try await store.execution("e1"))
            #expect(try await store.perform(.delete(executionID: "e1")) == .refused(.notOver(.running), running))
            #expect(try await store.execution("e1") == running)
            #expect(try await store.allEvents(of: "e1").count == 2)
        },
        ExecutionStoreConformance("a deleted execution leaves no event, no list entry and no key") { store async throws in
            for end in [ExecutionCommand.complete(output: "1"), .fail(ExecutionFailure(code: .timeout, message: "")), .cancel(reason: nil)]
            {
                try await store.create("e1", key: "k")
                try await store.create("e2", key: "l")
                try await store.change("e1", .start(lease: nil, model: nil), .output("x"), end)
                let last = try #require(try await store.execution("e1"))
                #expect(try await store.perform(.delete(executionID: "e1")) == .deleted(last))
                #expect(try await store.execution("e1") == nil)
                let events = try await store.events(of: "e1", after: 0, limit: 10, maximumBytes: 1_000)
                #expect(events.events.isEmpty && events.lastSeq == 0)
                let list = try await store.executions(ExecutionQuery(userID: "ada", limit: 10), maximumBytes: 1_000)
                #expect(list.records.map(\.execution.id) == ["e2"])
                #expect(try await store.perform(.delete(executionID: "e1")) == .noExecution)
                #expect(try await store.change("e1", .cancel(reason: nil)) == .noExecution)
                // Its key is free again, the others' keys are not.
                let successor = ExecutionRecord.sample("e3")
                #expect(try await store.perform(.create(successor, idempotencyKey: "k")) == .created(successor))
                #expect(try await store.create("e4", key: "l") == .repeated(#require(store.execution("e2"))))
                for id in ["e2", "e3"] {
                    try await store.change(id, .cancel(reason: nil))
                    try await store.perform(.delete(executionID: id))
                }
            }
        },
        ExecutionStoreConformance("a retry outlives what it retries") { store async throws in
            try await store.create("e1")
            try await store.change("e1", .cancel(reason: nil))
            let retry = ExecutionRecord.sample("e2", parent: "e1")
            try await store.perform(.create(retry, idempotencyKey: nil))
            try await store.perform(.delete(executionID: "e1"))
            #expect(try await store.execution("e2") == retry)
        },
    ]
}
