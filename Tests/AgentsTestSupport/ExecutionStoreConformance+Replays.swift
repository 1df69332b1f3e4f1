import Agents
import Testing
import Wire

extension ExecutionStoreConformance {
    static let replays = [
        ExecutionStoreConformance("pages of events follow each other without a gap") { store async throws in
            try await fill(store, pieces: 8, of: "x")
            let page = try await store.events(of: "e1", after: 2, limit: 3, maximumBytes: 10_000)
            #expect(page.events.map(\.seq) == [3, 4, 5] && page.lastSeq == 10)
            let end = try await store.events(of: "e1", after: 7, limit: 3, maximumBytes: 10_000)
            #expect(end.events.map(\.seq) == [8, 9, 10] && end.lastSeq == 10)
            for after in [Int64(10), 11, .max] {
                let none = try await store.events(of: "e1", after: after, limit: 3, maximumBytes: 10_000)
                #expect(none.events.isEmpty && none.lastSeq == 10)
            }
            for after in [Int64(0), -1, .min] {
                let all = try await store.events(of: "e1", after: after, limit: 1_000, maximumBytes: 10_000)
                #expect(all.events.map(\.seq) == Array(1...10) && all.lastSeq == 10)
            }
        },
        ExecutionStoreConformance("a page of events stops once it holds enough text, and holds at least one") { store async throws in
            try await fill(store, pieces: 8, of: String(repeating: "x", count: 100))
            let small = try await store.events(of: "e1", after: 2, limit: 9, maximumBytes: 250)
            #expect((2...3).contains(small.events.count) && small.events.first?.seq == 3 && small.lastSeq == 10)
            let one = try await store.events(of: "e1", after: 4, limit: 9, maximumBytes: 1)
            #expect(one.events.map(\.seq) == [5] && one.lastSeq == 10)
            let last = try await store.events(of: "e1", after: 9, limit: 9, maximumBytes: 1)
            #expect(last.events.map(\.seq) == [10] && last.lastSeq == 10)
        },
        ExecutionStoreConformance("the end is replayed with the execution as it is for ever") { store async throws in
            for (id, end) in [
                ("e1", ExecutionCommand.complete(output: #"{"a":1}"#)),
                ("e2", .fail(ExecutionFailure(code: .tooLarge, message: "too much"))),
            ] {
                try await store.create(id)
                try await store.change(id, .start(lease: nil, model: "m"), .usage(inputTokens: 1, outputTokens: 2, costUSD: 0.5), end)
                let record = try #require(try await store.execution(id))
                let last = try #require(try await store.allEvents(of: id).last)
                switch last.content {
                case .completed(let execution), .failed(let execution): #expect(execution == record.execution)
                default: Issue.record("\(id) ended with \(last)")
                }
                #expect(last.isLast && last.seq == record.lastSeq)
            }
        },
        ExecutionStoreConformance("the events of one execution are not those of another") { store async throws in
            for id in ["e1", "e11", "E1"] {
                try await store.create(id)
                try await store.change(id, .start(lease: nil, model: nil), .output(id))
            }
            for id in ["e1", "e11", "E1"] {
                let events = try await store.allEvents(of: id)
                #expect(events.map(\.seq) == [1, 2, 3] && events.last?.content == .output(index: 0, delta: id))
            }
        },
    ]

    private static func fill(_ store: any ExecutionStore, pieces: Int, of text: String) async throws {
        try await store.create("e1")
        try await store.change("e1", .start(lease: nil, model: nil))
        for _ in 0..<pieces {
            try await store.change("e1", by: .runner(attempt: 1), .output(text))
        }
    }
}
