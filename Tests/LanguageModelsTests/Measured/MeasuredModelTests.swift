import Synchronization
import Telemetry
import Testing

@testable import LanguageModels

@Suite("Counting what models do")
struct MeasuredModelTests {
    private static let operation = [
        "gen_ai_operation_name": "chat", "gen_ai_provider_name": "openai", "gen_ai_request_model": "m",
    ]

    @Test("an answer counts its time, the time to its first text, its tokens and its cost")
    func answer() async throws {
        let registry = Registry()
        let time = ManualTime()
        let usage = ModelUsage(inputTokens: 300, outputTokens: 20, costUSD: 0.25)
        let model = MeasuredModel(
            ScriptedModel(time: time, result: .success(ModelCompletion(finishReason: "stop", usage: usage, model: "m-1"))),
            registry: registry, now: { time.now })
        let texts = Mutex<[String]>([])
        let completion = try await model.generate(ModelRequest(messages: [])) { text in texts.withLock { $0.append(text) } }
        #expect(texts.withLock { $0 } == ["a", "b"])
        #expect(completion.model == "m-1")
        #expect((model.provider, model.name) == ("openai", "m"))

        let snapshot = registry.snapshot()
        let duration = distribution(snapshot, "gen_ai_client_operation_duration_seconds", Self.operation.merging(["error_type": ""]) { $1 })
        #expect(duration?.count == 1)
        #expect(duration?.sum == 9)
        let first = distribution(snapshot, "gen_ai_client_time_to_first_chunk_seconds", Self.operation)
        #expect(first?.count == 1)
        #expect(first?.sum == 2)
        for (type, tokens) in [("input", 300.0), ("output", 20.0)] {
            #expect(
                distribution(snapshot, "gen_ai_client_token_usage", Self.operation.merging(["gen_ai_token_type": type]) { $1 })?.sum
                    == tokens)
        }
        #expect(snapshot.family("telltale_model_cost_usd_total")?.number("openai", "m") == 0.25)
    }

    @Test("a failure counts its time under its code, and an answer without usage counts no tokens", arguments: ModelError.Code.allCases)
    func failure(_ code: ModelError.Code) async throws {
        let registry = Registry()
        let time = ManualTime()
        let failing = MeasuredModel(
            ScriptedModel(time: time, result: .failure(ModelError(code, "no"))), registry: registry, now: { time.now })
        await #expect(throws: ModelError(code, "no")) { try await failing.generate(ModelRequest(messages: [], model: "other")) { _ in } }
        let fine = MeasuredModel(
            ScriptedModel(time: time, result: .success(ModelCompletion(finishReason: "stop", model: "m"))), registry: registry,
            now: { time.now })
        _ = try await fine.generate(ModelRequest(messages: [])) { _ in }

        let snapshot = registry.snapshot()
        let name = "gen_ai_client_operation_duration_seconds"
        let labels = ["gen_ai_request_model": "other", "gen_ai_provider_name": "openai", "error_type": code.rawValue]
        #expect(distribution(snapshot, name, labels)?.count == 1)
        #expect(distribution(snapshot, name, ["error_type": ""])?.count == 1)
        #expect(distribution(snapshot, "gen_ai_client_token_usage", [:]) == nil)
        #expect(snapshot.family("telltale_model_cost_usd_total")?.total() == 0)
    }

    @Test("a failure that says what it took counts that")
    func failureWithUsage() async throws {
        let registry = Registry()
        let time = ManualTime()
        let error = ModelError(.truncated, "no", usage: ModelUsage(inputTokens: 300, outputTokens: 20, costUSD: 0.25))
        let model = MeasuredModel(ScriptedModel(time: time, result: .failure(error)), registry: registry, now: { time.now })
        _ = try? await model.generate(ModelRequest(messages: [])) { _ in }
        let snapshot = registry.snapshot()
        #expect(distribution(snapshot, "gen_ai_client_token_usage", ["gen_ai_token_type": "input"])?.sum == 300)
        #expect(snapshot.family("telltale_model_cost_usd_total")?.number("openai", "m") == 0.25)
    }

    @Test("an answer that says what it is for has that as the exemplar of all that is measured, another has none")
    func exemplars() async throws {
        let usage = ModelUsage(inputTokens: 300, outputTokens: 20)
        func labels(_ result: Result<ModelCompletion, ModelError>, _ exemplar: KeyValuePairs<String, String>?) async -> [[String]] {
            let registry = Registry()
            let time = ManualTime()
            let model = MeasuredModel(ScriptedModel(time: time, result: result), registry: registry, now: { time.now })
            _ = try? await model.generate(ModelRequest(messages: [], exemplar: exemplar)) { _ in }
            let snapshot = registry.snapshot()
            // One series each: series that are added up have no exemplars any more.
            let series = [
                ("gen_ai_client_operation_duration_seconds", [:]), ("gen_ai_client_time_to_first_chunk_seconds", [:]),
                ("gen_ai_client_token_usage", ["gen_ai_token_type": "input"]),
            ]
            return series.map { family, labels in
                distribution(snapshot, family, labels)?.exemplars.map(\.exemplar.labels.values).first ?? []
            }
        }
        let answer = ModelCompletion(finishReason: "stop", usage: usage, model: "m")
        #expect(await labels(.success(answer), ["execution_id": "e1"]) == [["e1"], ["e1"], ["e1"]])
        #expect(await labels(.success(answer), nil) == [[], [], []])
        #expect(await labels(.failure(ModelError(.timeout, "no")), ["execution_id": "e1"]) == [["e1"], ["e1"], []])
    }

    private func distribution(_ snapshot: Snapshot, _ family: String, _ labels: [String: String]) -> HistogramSnapshot? {
        snapshot.family(family)?.distribution(where: labels)
    }
}

/// Says "a" after 2 s and "b", and ends after 9 s.
private struct ScriptedModel: LanguageModel {
    let time: ManualTime
    let result: Result<ModelCompletion, ModelError>

    var provider: String { "openai" }
    var name: String { "m" }

    func generate(
        _ request: ModelRequest, receive: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelCompletion {
        time.advance(seconds: 2)
        receive("a")
        receive("b")
        time.advance(seconds: 7)
        return try result.get()
    }
}
