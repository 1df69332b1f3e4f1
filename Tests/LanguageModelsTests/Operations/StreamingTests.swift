import LanguageModels
import Testing

@Suite("The operations assistant as a model")
struct StreamingTests {
    private func request(_ messages: [ModelMessage]) -> ModelRequest {
        ModelRequest(messages: messages, mayDiscloseOperations: true)
    }

    @Test("an answer comes a line at a time, and no piece is empty")
    func pieces() async throws {
        #expect(
            try await FixedSource.eventful.pieces(of: "how many connections?") == [
                "**1,214 connections** of at most 100,000: chat 1,210, dashboard 4; in the last 5 min:\n",
                "- Fewest 1,209 at 12:05:01 UTC, most 1,214 at 12:10:00 UTC\n",
                "- Opened 5, closed 0",
            ])
        #expect(try await FixedSource.eventful.pieces(of: "/help").allSatisfy { !$0.isEmpty })
    }

    @Test("the last thing that a user said is answered, not what others said before or after")
    func lastUser() async throws {
        let pieces = Pieces()
        _ = try await OperationsAssistant(source: FixedSource.eventful).generate(
            request([
                ModelMessage(.system, "You are helpful."), ModelMessage(.user, "/stats"), ModelMessage(.assistant, "…"),
                ModelMessage(.user, "@assistant /agents"), ModelMessage(.assistant, "/rooms"),
            ])
        ) { pieces.add($0) }
        #expect(pieces.all == ["No executions on this server yet: it runs no agents."])
    }

    @Test("it ends with stop under its own name, and has no tokens to count")
    func completion() async throws {
        let assistant = OperationsAssistant(source: FixedSource.eventful)
        #expect(assistant.provider == "telltale" && assistant.name == "operations")
        let completion = try await assistant.generate(request([ModelMessage(.user, "/help")])) { _ in }
        #expect(completion == ModelCompletion(finishReason: "stop", model: "operations"))
    }

    @Test("without a question it says what it can do")
    func noQuestion() async throws {
        let pieces = Pieces()
        _ = try await OperationsAssistant(source: FixedSource.eventful).generate(request([])) { pieces.add($0) }
        #expect(pieces.all.first == "I answer questions about this server from its own live figures of the last 60 minutes.\n")
    }

    @Test("a cancelled task gets nothing more")
    func cancelled() async {
        let pieces = Pieces()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            do throws(ModelError) {
                _ = try await OperationsAssistant(source: FixedSource.eventful).generate(request([ModelMessage(.user, "/help")])) {
                    pieces.add($0)
                }
                return ModelError.Code?.none
            } catch {
                return error.code
            }
        }
        #expect(await task.value == .cancelled)
        #expect(pieces.all.isEmpty)
    }
}
