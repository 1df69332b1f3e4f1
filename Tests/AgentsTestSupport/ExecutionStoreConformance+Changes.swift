import Agents
import Testing
import Wire

extension ExecutionStoreConformance {
    static let changes = [
        ExecutionStoreConformance("every transition is stored as it was decided, with its events in their order") { store async throws in
            for (index, story) in ExecutionStory.all.enumerated() {
                let id = "e\(index)"
                var expected = ExecutionRecord.sample(id)
                var events = [expected.creation]
                try await store.perform(.create(expected, idempotencyKey: nil))
                for change in story.changes(of: id) {
                    let caused = try expected.apply(change)
                    events += caused
                    #expect(try await store.perform(.change(change)) == .changed(expected, events: caused), "\(story.name)")
                    #expect(try await store.execution(id) == expected, "\(story.name)")
                    #expect(try await store.allEvents(of: id) == events, "\(story.name)")
                }
            }
        },
        ExecutionStoreConformance("what is refused leaves nothing, even when only its last command is refused") { store async throws in
            try await store.create("e1")
            try await store.change("e1", .start(lease: .sample(), model: nil))
            let before = try #require(try await store.execution("e1"))
            let events = try await store.allEvents(of: "e1")
            let refused: [(actor: ExecutionActor, commands: [ExecutionCommand], refusal: ExecutionRefusal)] = [
                (
                    .server, [.output("x"), .progress(ExecutionProgress(percentage: 9)), .start(lease: nil, model: nil)],
                    .impossible(from: .running)
                ),
                (
                    .server, [.usage(inputTokens: 1, outputTokens: 1, costUSD: 1), .complete(output: "1"), .output("x")],
                    .impossible(from: .completed)
                ),
                (.runner(attempt: 1), [.output("x")], .staleHold),
                (.worker(leaseID: "lease-2", firstSequence: 1), [.output("x")], .staleHold),
                (.worker(leaseID: "lease-1", firstSequence: 2), [.output("x")], .wrongSequence(expected: 1)),
            ]
            for (actor, commands, refusal) in refused {
                let outcome = try await store.perform(.change(ExecutionChange("e1", by: actor, commands, atMilliseconds: 9)))
                #expect(outcome == .refused(refusal, before))
                #expect(try await store.execution("e1") == before)
                #expect(try await store.allEvents(of: "e1") == events)
            }
        },
        ExecutionStoreConformance("of many that end it at once only one does") { store async throws in
            try await store.create("e1")
            try await store.change("e1", .start(lease: .sample(), model: nil))
            let changes = (0..<20).map { index in
                ExecutionChange(
                    "e1", by: index.isMultiple(of: 2) ? .server : .worker(leaseID: "lease-1", firstSequence: 1),
                    [
                        index.isMultiple(of: 2)
                            ? .fail(ExecutionFailure(code: .internal, message: "\(index)")) : .complete(output: "\(index)")
                    ],
                    atMilliseconds: 3_000)
            }
            let results = await store.performTogether(changes.map { .change($0) })
            let record = try #require(try await store.execution("e1"))
            #expect(record.execution.error == ExecutionFailure(code: .internal, message: "0") && record.lastSeq == 3)
            #expect(results[0] == .success(.changed(record, events: [ExecutionEvent(seq: 3, .failed(record.execution))])))
            #expect(results.dropFirst().allSatisfy { $0 == .success(.refused(.impossible(from: .failed), record)) })
            #expect(try await store.allEvents(of: "e1").map(\.seq) == [1, 2, 3])
        },
        ExecutionStoreConformance("a change without an effect causes no events") { store async throws in
            try await store.create("e1")
            let pending = try #require(try await store.execution("e1"))
            #expect(try await store.change("e1") == .changed(pending, events: []))
            try await store.change("e1", .cancel(reason: "enough"))
            let cancelled = try #require(try await store.execution("e1"))
            #expect(cancelled.cancelledSeq == 2)
            #expect(try await store.change("e1", .cancel(reason: "again"), at: 9_000) == .changed(cancelled, events: []))
            #expect(try await store.execution("e1") == cancelled)
            #expect(try await store.allEvents(of: "e1").count == 2)
        },
        ExecutionStoreConformance("the largest and the oddest values come back as they were") { store async throws in
            let text = String(repeating: "\u{0}é\u{1F600}\u{10FFFF}\r\n", count: 4_000)
            var record = ExecutionRecord.sample(
                "e1", input: "\"\(String(repeating: "x", count: ExecutionLimits.inputBytes - 2))\"", at: .max)
            try await store.perform(.create(record, idempotencyKey: text))
            let changes: [[ExecutionCommand]] = [
                [.start(lease: ExecutionLease(id: text, worker: text, expiresAtMilliseconds: .max), model: text)],
                [.usage(inputTokens: .max, outputTokens: .max, costUSD: .greatestFiniteMagnitude)],
                [.usage(inputTokens: .max, outputTokens: .max, costUSD: .leastNonzeroMagnitude), .renew(expiresAtMilliseconds: .min)],
                [.progress(ExecutionProgress(percentage: .leastNonzeroMagnitude, message: text, step: .max, steps: .max))],
                [.progress(ExecutionProgress(percentage: 1e300, message: "", step: .min))],
                [.output(text), .output("\u{0}")],
                [.complete(output: "\"\(String(repeating: "y", count: ExecutionLimits.resultBytes - 2))\"")],
            ]
            for commands in changes {
                let change = ExecutionChange("e1", by: .server, commands, atMilliseconds: .max)
                let events = try record.apply(change)
                #expect(try await store.perform(.change(change)) == .changed(record, events: events))
                #expect(try await store.execution("e1") == record)
                let first = (events.first?.seq ?? record.lastSeq + 1) - 1
                #expect(try await store.allEvents(of: "e1", after: first) == events)
            }
        },
    ]
}
