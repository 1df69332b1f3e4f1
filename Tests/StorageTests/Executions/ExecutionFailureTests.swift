import Agents
import AgentsTestSupport
import Chat
import ChatTestSupport
import Telemetry
import Testing
import Wire

@testable import Storage

@Suite("Executions in a store that cannot write")
struct ExecutionFailureTests {
    private static let large = String(repeating: "x", count: 20_000)

    /// Refuses events with the text `bad`, on the writing connection only.
    private static let fault = """
        CREATE TEMP TRIGGER fault BEFORE INSERT ON execution_events WHEN new.text = 'bad' BEGIN SELECT RAISE(ABORT, 'fault'); END
        """

    private static func output(_ text: String, of id: String = "e1") -> ExecutionOperation {
        .change(ExecutionChange(id, by: .runner(attempt: 1), [.output(text)], atMilliseconds: 3_000))
    }

    @Test("a full disk makes changes unavailable and leaves nothing of them; they are made once there is room")
    func fullDisk() async throws {
        let folder = try StoreFolder()
        let registry = Registry()
        let store = try folder.open(registry: registry)
        try await store.begin("e1")
        let before = try await store.story(of: "e1")
        try store.fillDisk()
        let changed = await store.performTogether([Self.output(Self.large)])
        let created = await store.performTogether([.create(.sample("e2", input: "\"\(Self.large)\""), idempotencyKey: "k")])
        #expect(changed.first?.isUnavailable == true && created.first?.isUnavailable == true)
        #expect(!store.isHealthy && store.problem?.contains("full") == true)
        #expect(registry.errors("change_execution") == 1 && registry.errors("create_execution") == 1)
        #expect(registry.errors("append") == 0 && registry.errors("delete_execution") == 0)
        #expect(try await store.story(of: "e1") == before)
        #expect(try await store.execution("e2") == nil)
        try store.emptyDisk()
        #expect(await store.performTogether([Self.output(Self.large)]).first?.seqs == [3])
        #expect(try await store.perform(.create(.sample("e2"), idempotencyKey: "k")) == .created(.sample("e2")))
        #expect(store.isHealthy)
        await store.close()
    }

    @Test("of a transaction with messages and changes only the change that the database refuses fails")
    func mixed() async throws {
        let folder = try StoreFolder()
        let registry = Registry()
        let store = try folder.open(registry: registry)
        let gate = BatchGate(store)
        await store.create("room")
        for id in ["e1", "e2"] { try await store.begin(id) }
        try store.onWriter(Self.fault)
        let results = await gate.performInOneTransaction(
            ["one", "two"].map { .append(.test($0, in: "room", clientID: $0)) },
            [
                Self.output("a"), Self.output("bad"), Self.output("b"), Self.output("c", of: "e2"),
                .create(.sample("e3"), idempotencyKey: "k"),
            ])
        #expect(results.messages == (1...2).map { .success(.appended(seq: $0, attachments: [])) })
        #expect(results.executions.map(\.seqs) == [[3], nil, [4], [3], nil])
        #expect(results.executions.map(\.isUnavailable) == [false, true, false, false, false])
        #expect(results.executions.last == .success(.created(.sample("e3"))))
        #expect(try await store.everything(in: "room") == ["1 one", "2 two"])
        let contents = try await store.agents.allEvents(of: "e1", after: 2).map(\.content)
        #expect(contents == [.output(index: 0, delta: "a"), .output(index: 1, delta: "b")])
        #expect(try await store.execution("e1")?.outputBytes == 2)
        #expect(registry.errors("change_execution") == 1 && registry.errors("append") == 0)
        #expect(store.isHealthy)
        await store.close()
    }

    @Test("of a transaction with messages and changes only the message that the database refuses fails")
    func mixedWithBadMessage() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        let gate = BatchGate(store)
        await store.create("room")
        try await store.begin("e1")
        try store.onWriter(
            "CREATE TEMP TRIGGER fault BEFORE INSERT ON messages WHEN new.content = 'bad' BEGIN SELECT RAISE(ABORT, 'fault'); END")
        let results = await gate.performInOneTransaction(
            ["one", "bad"].map { .append(.test($0, in: "room")) }, [Self.output("a"), Self.output("b")])
        #expect(results.messages.map(\.isUnavailable) == [false, true])
        #expect(results.executions.map(\.seqs) == [[3], [4]])
        await store.close()
    }

    @Test("when the whole transaction fails, none of its messages and changes is stored, and every write is told")
    func wholeTransaction() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        let gate = BatchGate(store)
        await store.create("room")
        try await store.begin("e1")
        let before = try await store.story(of: "e1")
        try store.fillDisk()
        let results = await gate.performInOneTransaction(
            [.append(.test("m", in: "room"))],
            [
                Self.output("a"), Self.output(Self.large), .create(.sample("e2"), idempotencyKey: "k"),
                .change(ExecutionChange("e1", by: .server, [.complete(output: nil)], atMilliseconds: 9)), .delete(executionID: "e1"),
            ])
        #expect(results.messages.count == 1 && results.messages.allSatisfy(\.isUnavailable))
        #expect(results.executions.count == 5 && results.executions.allSatisfy(\.isUnavailable))
        #expect(try await store.everything(in: "room").isEmpty)
        #expect(try await store.story(of: "e1") == before)
        #expect(try await store.execution("e2") == nil)
        try store.emptyDisk()
        #expect(await store.performTogether([Self.output("b")]).first?.seqs == [3])
        #expect(try await store.agents.allEvents(of: "e1").last?.content == .output(index: 0, delta: "b"))
        await store.close()
    }

    @Test("events have no gap and no report counts twice over many failures, in memory and after opening again")
    func gapless() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        try store.onWriter(Self.fault)
        try await store.begin("e1", lease: "l1")
        var sequence: Int64 = 1
        var pieces: [String] = []
        for round in 1...60 {
            let texts = ["\(round)"] + (round % 3 == 0 ? ["bad"] : [])
            let change = ExecutionChange(
                "e1", by: .worker(leaseID: "l1", firstSequence: sequence), texts.map(ExecutionCommand.output), atMilliseconds: 3_000)
            let result = await store.performTogether([.change(change)]).first
            #expect(result?.isUnavailable == (round % 3 == 0))
            guard round % 3 != 0 else { continue }
            #expect(result?.seqs == [Int64(pieces.count) + 3])
            pieces.append("\(round)")
            sequence += 1
        }
        let story = try await store.story(of: "e1")
        #expect(story.record?.workerSequence == 40 && story.record?.outputCount == 40)
        #expect(story.events.dropFirst(2).map(\.content) == pieces.enumerated().map { .output(index: $0, delta: $1) })
        await store.close()
        let again = try folder.open()
        #expect(try await again.story(of: "e1") == story)
        await again.close()
    }

    @Test("a full queue refuses changes and messages at once")
    func overload() async throws {
        let folder = try StoreFolder()
        let registry = Registry()
        let store = try folder.open(registry: registry) { $0.queueLimit = 3 }
        let gate = BatchGate(store)
        await store.create("room")
        let changes = Collected<Result<ExecutionOutcome, ExecutionStoreError>>()
        let messages = Collected<Result<StoreOutcome, StoreError>>()
        await gate.hold {
            for index in 1...2 {
                store.enqueue(ExecutionWrite(.create(.sample("e\(index)"), idempotencyKey: nil)) { changes.append($0) })
                store.enqueue(StoreWrite(.append(.test("m\(index)", in: "room"))) { messages.append($0) })
            }
            store.enqueue(ExecutionWrite(.delete(executionID: "e1")) { changes.append($0) })
            #expect(messages.all == [.failure(.overloaded)] && changes.all == [.failure(.overloaded)])
            #expect(registry.snapshot().family("telltale_store_queue")?.number() == 3)
        }
        #expect(await store.probe())
        #expect(changes.all.count == 3 && messages.all.count == 2)
        #expect(registry.errors("queue") == 2)
        await store.close()
    }

    @Test("the text of changes counts as that of messages does")
    func bytes() async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.queueBytes = 3_500 }
        let gate = BatchGate(store)
        try await store.begin("e1")
        let piece = String(repeating: "x", count: 1_000)
        let results = Collected<Result<ExecutionOutcome, ExecutionStoreError>>()
        await gate.hold {
            for _ in 1...5 {
                store.enqueue(ExecutionWrite(Self.output(piece)) { results.append($0) })
            }
            #expect(results.all == [.failure(.overloaded), .failure(.overloaded)])
        }
        #expect(await store.probe())
        #expect(results.all.dropFirst(2).map(\.seqs) == [[3], [4], [5]])
        await store.close()
    }

    @Test("all text of a change counts, and that of what is made")
    func sizes() {
        let record = ExecutionRecord.sample("e1", by: "ada", input: "12345", labels: [ExecutionLabel(name: "é", value: "v")])
        #expect(ExecutionOperation.create(record, idempotencyKey: "key").textBytes == 14)
        #expect(ExecutionOperation.delete(executionID: "e1").textBytes == 2)
        let commands: [ExecutionCommand] = [
            .start(lease: .sample(worker: "w1"), model: "m"), .progress(ExecutionProgress(message: "é")), .output("abc"),
            .usage(inputTokens: 1, outputTokens: 1, costUSD: 1), .complete(output: "1234"), .complete(output: nil),
            .fail(ExecutionFailure(code: .internal, message: "12345")), .cancel(reason: "no"), .cancel(reason: nil),
            .requeue(reason: "again"), .renew(expiresAtMilliseconds: 1),
        ]
        #expect(ExecutionOperation.change(ExecutionChange("e1", by: .server, commands, atMilliseconds: 1)).textBytes == 24)
    }
}
