import Agents
import AgentsTestSupport
import Chat
import ChatTestSupport
import Foundation
import Testing
import Wire

@testable import Storage

@Suite("What is deleted")
struct ErasureTests {
    private static let short = "The launch code is 0000."
    private static let long = String(repeating: "The launch code is 0000. ", count: 2_000)

    @Test("is nowhere in the file any more, neither what was said first nor what it was changed to", arguments: [short, long])
    func content(_ secret: String) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = 1 }
        await store.create("room")
        for index in 1...5 { await store.append("before \(index)", id: "b\(index)", to: "room") }
        await store.append(secret, id: "m1", to: "room")
        await store.change("m1", .edit(content: secret + "1"))
        await store.change("m1", .edit(content: "short"))
        await store.change("m1", .edit(content: secret + "2"))
        for index in 1...5 { await store.append("after \(index)", id: "a\(index)", to: "room") }
        await store.change("m1", .delete)
        await store.close()
        let file = try Data(contentsOf: URL(fileURLWithPath: folder.databasePath))
        #expect(file.range(of: Data("before 3".utf8)) != nil)
        #expect(file.range(of: Data("launch code is".utf8)) == nil)
    }

    @Test("of an execution is nowhere in the file any more, and its key can be used again", arguments: [short, long])
    func execution(_ secret: String) async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        for id in ["e1", "e2", "e3"] {
            let record = ExecutionRecord.sample(
                id, input: "\"\(id == "e2" ? secret : "kept input")\"",
                labels: [ExecutionLabel(name: "about", value: String(secret.prefix(200)))])
            try await store.perform(.create(record, idempotencyKey: "key of \(id)"))
            let text = id == "e2" ? secret : "kept text of \(id)"
            try await store.change(
                id, .start(lease: nil, model: nil), .progress(ExecutionProgress(message: text)), .output(text),
                .complete(output: "\"\(text)\""))
        }
        for id in ["e1", "e3", "e2"] {
            guard case .deleted(let record) = try await store.perform(.delete(executionID: id)) else {
                Issue.record("\(id) was not deleted")
                continue
            }
            #expect(record.execution.id == id)
            #expect(try await store.execution(id) == nil)
            #expect(try await store.agents.allEvents(of: id).isEmpty)
            #expect(try await store.perform(.delete(executionID: id)) == .noExecution)
            guard id == "e1" else { continue }
            let next = ExecutionRecord.sample("e4")
            #expect(try await store.perform(.create(next, idempotencyKey: "key of e1")) == .created(next))
            #expect(try await store.agents.allEvents(of: "e4") == [next.creation])
        }
        #expect(try await store.execution("e4") != nil)
        for table in ["execution_states", "execution_inputs", "execution_events"] {
            #expect(try store.fromWriter("SELECT count(*) FROM \(table)") == 1)
        }
        #expect(try store.fromWriter("SELECT count(*) FROM execution_ends") == 0)
        await store.close()
        let file = try Data(contentsOf: URL(fileURLWithPath: folder.databasePath))
        #expect(file.range(of: Data("writer".utf8)) != nil)
        #expect(file.range(of: Data("launch code is".utf8)) == nil)
        #expect(file.range(of: Data("kept text of".utf8)) == nil)
    }

    @Test("is found by no word any more, also when the words were written before")
    func words() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        await store.create("room")
        await store.append("rendezvous at noon", id: "m1", to: "room")
        await store.append("rendezvous at midnight", id: "m2", to: "room")
        #expect(try await store.find("rendez").map(\.id) == ["m2", "m1"])
        await store.change("m1", .delete)
        #expect(try await store.find("rendez").map(\.id) == ["m2"])
        await store.change("m2", .edit(content: "meeting at midnight"))
        #expect(try await store.find("rendez").isEmpty)
        #expect(try await store.find("midnight meet").map(\.id) == ["m2"])
        // FTS5 compares what it would make of the rows with what it has.
        try store.onWriter("INSERT INTO words (words) VALUES ('integrity-check')")
        await store.close()
    }
}
