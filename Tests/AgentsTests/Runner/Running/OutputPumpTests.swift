import Agents
import ChatTestSupport
import LanguageModels
import Synchronization
import Testing
import Wire

@Suite("Streaming an agent's text")
struct OutputPumpTests {
    /// A model that says what a test gives it, when it does.
    private final class LiveModel: LanguageModel {
        let provider = "live"
        let name = "live-1"
        private let pieces: AsyncStream<String>
        private let continuation: AsyncStream<String>.Continuation
        private let count = Mutex(0)

        init() {
            (pieces, continuation) = AsyncStream.makeStream()
        }

        /// Has it say something, and returns when it has.
        func say(_ piece: String) async {
            let before = count.withLock { $0 }
            continuation.yield(piece)
            while count.withLock({ $0 }) == before { await Task.yield() }
        }

        func end() { continuation.finish() }

        func generate(
            _ request: ModelRequest, receive: @escaping @Sendable (String) -> Void
        ) async throws(ModelError) -> ModelCompletion {
            for await piece in pieces {
                receive(piece)
                count.withLock { $0 += 1 }
            }
            return ModelCompletion(finishReason: "stop", model: name)
        }
    }

    private let time = ManualRunnerTime()
    private let model = LiveModel()
    private let recorded = RecordedRun(AgentDeclaration(name: "a"))

    private func start() -> Task<ExecutionResult, Never> {
        Task { [recorded, model, time] in await AgentRunner(model, clock: time.clock).run(recorded.run) }
    }

    private func untilOutput(_ pieces: [String]) async {
        while recorded.output != pieces { await Task.yield() }
    }

    @Test("the first text goes out at once, what follows within 50 ms as one piece")
    func coalesces() async {
        let task = start()
        await model.say("One")
        await untilOutput(["One"])
        await model.say(", two")
        await model.say(", three")
        await time.untilSomebodySleeps(until: 50_000_000)
        await model.say(", four")
        #expect(recorded.output == ["One"])
        time.advance(to: 50_000_000)
        await untilOutput(["One", ", two, three, four"])
        await model.say(".")
        await time.untilSomebodySleeps(until: 100_000_000)
        model.end()
        #expect(await task.value == .completed(output: "\"One, two, three, four.\""))
        #expect(recorded.output == ["One", ", two, three, four", "."])
    }

    @Test("16 KiB go out before the time is over, in pieces that end between characters")
    func bySize() async {
        let task = start()
        await model.say("1")
        await untilOutput(["1"])
        let long = String(repeating: "é", count: 8_193)
        await model.say("a" + long)
        await untilOutput(["1", "a" + String(repeating: "é", count: 8_191), "éé"])
        model.end()
        #expect(await task.value == .completed(output: "\"1a\(long)\""))
    }

    @Test("whatever the pieces, all of the text goes out in order", arguments: 0..<4)
    func everything(seed: UInt64) async {
        var generator = SeededGenerator(seed: seed)
        let alphabet = ["a", "é", "€", "👩‍👩‍👧", "\n", "e\u{301}"]
        let pieces = (0..<200).map { _ in
            String(
                repeating: alphabet[Int.random(in: 0..<alphabet.count, using: &generator)], count: Int.random(in: 1...60, using: &generator)
            )
        }
        let recorded = RecordedRun(AgentDeclaration(name: "a"))
        _ = await AgentRunner(ScriptedModel(.init(pieces: pieces))).run(recorded.run)
        #expect(Array(recorded.output.joined().utf8) == Array(pieces.joined().utf8))
        #expect(recorded.output.allSatisfy { !$0.isEmpty && $0.utf8.count <= 16 << 10 })
    }
}
