import Agents
import Testing
import Wire

extension ExecutionStoreConformance {
    static let creation = [
        ExecutionStoreConformance("an execution is as it was made, with its making as its first event") { store async throws in
            var record = ExecutionRecord.sample(
                "e1", agent: "a", by: "ada", platform: "p", model: "m", input: #"{"n":[1,null,"é"]}"#, parent: "e0",
                labels: [ExecutionLabel(name: "env", value: "\"\\\u{0}\u{1F600}"), ExecutionLabel(name: "z", value: "")],
                isForOperator: true, at: 77)
            record.execution.platform = "p"
            #expect(try await store.perform(.create(record, idempotencyKey: nil)) == .created(record))
            #expect(try await store.execution("e1") == record)
            #expect(try await store.allEvents(of: "e1") == [record.creation])
            let page = try await store.events(of: "e1", after: 0, limit: 10, maximumBytes: 1_000)
            #expect(page.lastSeq == 1 && page.events.count == 1)
        },
        ExecutionStoreConformance("what is not there is not found, and nothing can be done to it") { store async throws in
            #expect(try await store.execution("nowhere") == nil)
            let page = try await store.events(of: "nowhere", after: 0, limit: 10, maximumBytes: 1_000)
            #expect(page.events.isEmpty && page.lastSeq == 0)
            #expect(try await store.change("nowhere", .start(lease: nil, model: nil)) == .noExecution)
            #expect(try await store.perform(.delete(executionID: "nowhere")) == .noExecution)
            #expect(try await store.openExecutions(after: nil, limit: 10).isEmpty)
            #expect(try await store.executions(ExecutionQuery(userID: nil, limit: 10), maximumBytes: 1_000).records.isEmpty)
        },
        ExecutionStoreConformance("a key counts once for its owner, and gives the execution as it is now") { store async throws in
            let first = ExecutionRecord.sample("e1", by: "ada")
            #expect(try await store.perform(.create(first, idempotencyKey: "k")) == .created(first))
            try await store.change("e1", .start(lease: nil, model: nil))
            let again = ExecutionRecord.sample("e2", agent: "other", by: "ada")
            let now = try #require(try await store.execution("e1"))
            #expect(now.execution.status == .running)
            #expect(try await store.perform(.create(again, idempotencyKey: "k")) == .repeated(now))
            #expect(try await store.execution("e2") == nil)
            #expect(try await store.allEvents(of: "e2").isEmpty)
            let others: [(id: String, owner: String, key: String?)] = [
                ("e3", "bob", "k"), ("e4", "ada", "l"), ("e5", "ada", nil), ("e6", "ada", nil), ("e7", "ada", ""),
            ]
            for (id, owner, key) in others {
                let record = ExecutionRecord.sample(id, by: owner)
                #expect(try await store.perform(.create(record, idempotencyKey: key)) == .created(record))
            }
        },
        ExecutionStoreConformance("what a key made is found by its owner and its key, as it is now, until it is deleted") {
            store async throws in
            try await store.create("e1", by: "ada", key: "k")
            try await store.create("e2", by: "bob", key: "k")
            try await store.create("e3", by: "ada")
            #expect(try await store.execution(of: "ada", idempotencyKey: "k")?.execution.id == "e1")
            #expect(try await store.execution(of: "bob", idempotencyKey: "k")?.execution.id == "e2")
            for (owner, key) in [("ada", ""), ("ada", "K"), ("eve", "k"), ("", "")] {
                #expect(try await store.execution(of: owner, idempotencyKey: key) == nil)
            }
            try await store.change("e1", .cancel(reason: nil))
            #expect(try await store.execution(of: "ada", idempotencyKey: "k") == store.execution("e1"))
            try await store.perform(.delete(executionID: "e1"))
            #expect(try await store.execution(of: "ada", idempotencyKey: "k") == nil)
        },
        ExecutionStoreConformance("a key counts once within one transaction") { store async throws in
            let records = (1...20).map { ExecutionRecord.sample("e\($0)") }
            let outcomes = await store.performTogether(records.map { .create($0, idempotencyKey: "k") })
            #expect(outcomes == [.success(.created(records[0]))] + Array(repeating: .success(.repeated(records[0])), count: 19))
            #expect(try await store.openExecutions(after: nil, limit: 50).map(\.id) == ["e1"])
        },
        ExecutionStoreConformance("ids, owners and keys that differ in bytes only are different") { store async throws in
            let texts = ["\u{e9}", "e\u{301}"]
            for (index, text) in texts.enumerated() {
                let record = ExecutionRecord.sample(text, agent: text, by: text, at: Int64(index))
                #expect(try await store.perform(.create(record, idempotencyKey: text)) == .created(record))
                let same = ExecutionRecord.sample("x\(index)", by: texts[0])
                let outcome = try await store.perform(.create(same, idempotencyKey: "k" + text))
                #expect(outcome == .created(same))
            }
            for (index, text) in texts.enumerated() {
                #expect(try await store.execution(text)?.execution.createdAtMilliseconds == Int64(index))
                let repeated = try await store.perform(.create(.sample("y", by: text), idempotencyKey: text))
                #expect(try await repeated == .repeated(#require(store.execution(text))))
                var query = ExecutionQuery(userID: text, limit: 10)
                query.agent = text
                let page = try await store.executions(query, maximumBytes: 1_000)
                #expect(page.records.map { Array($0.execution.id.utf8) } == [Array(text.utf8)])
            }
            try await store.change(texts[0], .cancel(reason: nil))
            #expect(try await store.execution(texts[1])?.execution.status == .pending)
            let lease = ExecutionLease.sample(texts[0])
            try await store.change(texts[1], .start(lease: lease, model: nil))
            let outcome = try await store.change(texts[1], by: .worker(leaseID: texts[1], firstSequence: nil))
            #expect(try await outcome == .refused(.staleHold, #require(store.execution(texts[1]))))
        },
        ExecutionStoreConformance("an execution whose parent is not there is made all the same, and keeps it") { store async throws in
            let record = ExecutionRecord.sample("e2", parent: "gone")
            #expect(try await store.perform(.create(record, idempotencyKey: nil)) == .created(record))
            #expect(try await store.execution("e2")?.execution.parent == "gone")
        },
    ]
}
