import Agents
import ChatTestSupport
import Testing
import Wire

extension ExecutionStoreConformance {
    static let reports = [
        ExecutionStoreConformance("reports that a worker sends twice are taken once, also within one transaction") { store async throws in
            try await store.create("e1")
            try await store.change("e1", .start(lease: .sample(), model: nil))
            let batch = ExecutionChange(
                "e1", by: .worker(leaseID: "lease-1", firstSequence: 1), (1...5).map { .output("\($0)") }, atMilliseconds: 3_000)
            let results = await store.performTogether(Array(repeating: .change(batch), count: 10))
            let record = try #require(try await store.execution("e1"))
            #expect(record.workerSequence == 5 && record.outputCount == 5 && record.outputBytes == 5 && record.lastSeq == 7)
            #expect(results.dropFirst().allSatisfy { $0 == .success(.changed(record, events: [])) })
            let contents = try await store.allEvents(of: "e1", after: 2).map(\.content)
            #expect(contents == (0..<5).map { .output(index: $0, delta: "\($0 + 1)") })
        },
        ExecutionStoreConformance("each execution counts for itself, whoever writes to it from how many threads") { store async throws in
            let ids = (0..<4).map { "e\($0)" }
            for id in ids {
                try await store.create(id)
                try await store.change(id, .start(lease: nil, model: nil))
            }
            await withTaskGroup(of: Void.self) { group in
                for writer in 0..<16 {
                    group.addTask { await write(25, by: writer, to: ids[writer % ids.count], of: store) }
                }
            }
            for id in ids {
                let record = try #require(try await store.execution(id))
                #expect(record.lastSeq == 102 && record.outputCount == 100 && record.execution.inputTokens == 100)
                let events = try await store.allEvents(of: id)
                #expect(events.map(\.seq) == Array(1...102))
                var pieces: [String] = []
                for (index, event) in events.dropFirst(2).enumerated() {
                    guard case .output(index, let delta) = event.content else {
                        Issue.record("\(id) has \(event.content) as its piece \(index)")
                        continue
                    }
                    pieces.append(delta)
                }
                // What one writer wrote comes in its order.
                for writer in 0..<16 {
                    let own = pieces.filter { $0.hasPrefix("\(writer):") }
                    #expect(own.isEmpty || own == (0..<25).map { "\(writer):\($0)" })
                }
            }
        },
        ExecutionStoreConformance("many that claim the same executions get each of them once") { store async throws in
            let ids = (0..<20).map { "e\($0)" }
            for id in ids { try await store.create(id) }
            let claimed = Collected<String>()
            await withTaskGroup(of: Void.self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        for id in ids {
                            let lease = ExecutionLease.sample("lease-\(worker)-\(id)", worker: "w\(worker)")
                            let outcome = try? await store.change(id, .start(lease: lease, model: nil))
                            if case .changed = outcome { claimed.append(id) }
                        }
                    }
                }
            }
            #expect(claimed.all.sorted() == ids.sorted())
            for id in ids {
                #expect(try await store.execution(id)?.lastSeq == 2)
            }
        },
    ]

    private static func write(_ count: Int, by writer: Int, to id: String, of store: any ExecutionStore) async {
        for index in 0..<count {
            _ = try? await store.change(
                id, by: .runner(attempt: 1), .output("\(writer):\(index)"), .usage(inputTokens: 1, outputTokens: 0, costUSD: 0))
        }
    }
}
