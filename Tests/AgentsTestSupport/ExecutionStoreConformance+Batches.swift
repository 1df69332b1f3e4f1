import Agents
import ChatTestSupport
import Testing
import Wire

extension ExecutionStoreConformance {
    private enum Call: Equatable {
        case completion(execution: Int, seq: Int64)
        case batchEnd
    }

    static let batches = [
        ExecutionStoreConformance("completions come in the order of commit, and the end of a batch after them") { store async throws in
            let calls = Collected<Call>()
            store.onBatchEnd { calls.append(.batchEnd) }
            for index in 0..<4 {
                try await store.create("e\(index)")
                try await store.change("e\(index)", .start(lease: nil, model: nil))
            }
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<4 {
                    for _ in 0..<3 {
                        group.addTask { await write(50, to: index, of: store, calls) }
                    }
                }
            }
            // An end of batch follows the completions that were awaited; one more write makes sure that it was recorded.
            try await store.create("last")
            for index in 0..<4 {
                let seqs = calls.all.compactMap { call -> Int64? in
                    guard case .completion(index, let seq) = call else { return nil }
                    return seq
                }
                #expect(seqs == Array(3...152))
            }
            let ends = calls.all.filter { $0 == .batchEnd }.count
            #expect(ends >= 9 && ends <= 8 + 600 + 1)
        },
        ExecutionStoreConformance("each of several that want to know the end of a batch is told") { store async throws in
            let first = Collected<Int>()
            let second = Collected<Int>()
            store.onBatchEnd { first.append(1) }
            store.onBatchEnd { second.append(2) }
            try await store.create("e1")
            try await store.create("e2")
            #expect(first.all.count >= 1 && second.all.count >= 1)
        },
        ExecutionStoreConformance("what was answered is there for every reader") { store async throws in
            try await store.create("e1")
            try await store.change("e1", .start(lease: nil, model: nil))
            for index in 1...20 {
                try await store.change("e1", .output("\(index)"))
                #expect(try await store.execution("e1")?.lastSeq == Int64(index + 2))
                let page = try await store.events(of: "e1", after: Int64(index + 1), limit: 10, maximumBytes: 1_000)
                #expect(page.events.map(\.content) == [.output(index: index - 1, delta: "\(index)")])
            }
        },
        ExecutionStoreConformance("a change finds what the writes before it in the same transaction made") { store async throws in
            let record = ExecutionRecord.sample("e1")
            let results = await store.performTogether([
                .create(record, idempotencyKey: "k"), .create(.sample("e2"), idempotencyKey: "k"),
                .change(ExecutionChange("e1", by: .server, [.start(lease: nil, model: nil)], atMilliseconds: 2)),
                .change(ExecutionChange("e1", by: .runner(attempt: 1), [.complete(output: "1")], atMilliseconds: 3)),
                .delete(executionID: "e1"),
                .change(ExecutionChange("e1", by: .server, [.cancel(reason: nil)], atMilliseconds: 4)),
                .create(record, idempotencyKey: "k"),
            ])
            var last = record
            let started = try last.apply(ExecutionChange("e1", by: .server, [.start(lease: nil, model: nil)], atMilliseconds: 2))
            let running = last
            let ended = try last.apply(ExecutionChange("e1", by: .server, [.complete(output: "1")], atMilliseconds: 3))
            #expect(
                results == [
                    .success(.created(record)), .success(.repeated(record)), .success(.changed(running, events: started)),
                    .success(.changed(last, events: ended)), .success(.deleted(last)), .success(.noExecution), .success(.created(record)),
                ])
            #expect(try await store.execution("e1") == record)
            #expect(try await store.allEvents(of: "e1") == [record.creation])
        },
    ]

    private static func write(_ count: Int, to index: Int, of store: any ExecutionStore, _ calls: Collected<Call>) async {
        for _ in 0..<count {
            await withCheckedContinuation { continuation in
                let change = ExecutionChange("e\(index)", by: .runner(attempt: 1), [.output("x")], atMilliseconds: 1)
                store.enqueue(
                    ExecutionWrite(.change(change)) { result in
                        if case .success(.changed(let record, _)) = result {
                            calls.append(.completion(execution: index, seq: record.lastSeq))
                        }
                        continuation.resume()
                    })
            }
        }
    }
}
