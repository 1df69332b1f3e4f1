import HTTPClients
import Logging
import Testing

@testable import LanguageModels

@Suite("A provider that takes its time")
struct OpenAITimeTests {
    private static let text = #"{"choices":[{"delta":{"content":"a"}}]}"#

    @Test(
        "without a first text in time the answer is given up, whatever else comes, and its connection ends",
        arguments: [
            .nothing(closes: false), .stream([], .hang), .text(": keep-alive\n\n", .hang),
            .events(#"{"choices":[{"delta":{"role":"assistant","content":""}}]}"#, ending: .hang),
        ] as [ScriptedAnswer])
    func noText(_ answer: ScriptedAnswer) async throws {
        let upstream = try await ScriptedUpstream.start(answer)
        let outcome = await
            (try AskedModel.make(upstream.baseURL) {
                $0.firstDeltaTimeout = .milliseconds(400)
                $0.silenceTimeout = .milliseconds(30)
            }).ask()
        #expect(outcome.error == ModelError(.timeout, "the model did not answer in time", detail: "no text in time"))
        #expect(outcome.texts == [])
        #expect(await upstream.closings.first { _ in true } != nil)
        #expect(upstream.requests.count <= 1, "who has waited once does not wait again")
        try await upstream.stop()
    }

    @Test(
        "a model that falls silent is given up, comments or not, and its text stays",
        arguments: [.events(text, ending: .hang), .text("data: \(text)\n\n: keep-alive\n\n", .hang)] as [ScriptedAnswer])
    func silence(_ answer: ScriptedAnswer) async throws {
        let upstream = try await ScriptedUpstream.start(answer)
        let outcome = await (try AskedModel.make(upstream.baseURL) { $0.silenceTimeout = .milliseconds(60) }).ask()
        #expect(outcome.error == ModelError(.timeout, "the model fell silent", detail: "no further piece in 60 ms"))
        #expect(outcome.texts == ["a"])
        #expect(await upstream.closings.first { _ in true } != nil)
        try await upstream.stop()
    }

    @Test("a refusal whose body never ends is given up as well")
    func endlessRefusal() async throws {
        let upstream = try await ScriptedUpstream.start(
            ScriptedAnswer(parts: [Array("HTTP/1.1 400 Bad\r\nContent-Length: 100\r\n\r\nno".utf8)]))
        let outcome = await (try AskedModel.make(upstream.baseURL) { $0.firstDeltaTimeout = .milliseconds(60) }).ask()
        #expect(outcome.error?.code == .timeout)
        try await upstream.stop()
    }

    @Test("each piece gives the next one time, and a first piece without text takes none away")
    func deadlines() async throws {
        let now = ManualTime()
        var configuration = try OpenAIConfiguration(baseURL: "http://localhost", key: nil, model: "m")
        configuration.firstDeltaTimeout = .seconds(60)
        configuration.silenceTimeout = .seconds(30)
        let watch = AnswerWatch(configuration, clock: now.clock)
        #expect(watch.secondsLeft(now) == 60)
        now.advance(seconds: 10)
        watch.note(.working)
        #expect(watch.secondsLeft(now) == 50)
        now.advance(seconds: 45)
        watch.note(.working)
        #expect(watch.secondsLeft(now) == 30)
        watch.note(.text)
        now.advance(seconds: 29)
        watch.note(.text)
        #expect(watch.secondsLeft(now) == 30)
        #expect(watch.failure.message == "the model fell silent")
    }

    @Test("cancelling ends the upstream request within 100 ms, before the first text and after it")
    func cancelling() async throws {
        for answer in [ScriptedAnswer.stream([], .hang), .events(Self.text, ending: .hang)] {
            var took = Duration.seconds(60)
            // A machine that does three other things may be late once.
            for _ in 0..<5 where took >= .milliseconds(100) { took = min(took, try await timeToClose(answer)) }
            #expect(took < .milliseconds(100))
        }
    }

    @Test("cancelling between two attempts ends the waiting")
    func cancellingRetry() async throws {
        let upstream = try await ScriptedUpstream.start(.plain("500 Oops"))
        var configuration = try OpenAIConfiguration(baseURL: upstream.baseURL, key: nil, model: "m")
        configuration.firstWait = .seconds(3_600)
        configuration.longestWait = .seconds(3_600)
        let (sleeps, slept) = AsyncStream.makeStream(of: Int64.self)
        var clock = ClientClock.system
        clock.sleep = { until in
            slept.yield(until)
            try await ClientClock.system.sleep(until)
        }
        let model = try OpenAIModel(configuration, logger: Logger(label: "test"), clock: clock)
        let task = Task { try await model.generate(ModelRequest(messages: [])) { _ in } }
        let far = clock.now() + 600_000_000_000
        _ = await sleeps.first { $0 > far }
        task.cancel()
        await #expect(throws: ModelError(.cancelled, "the answer was cancelled")) { try await task.value }
        await model.close()
        try await upstream.stop()
        #expect(upstream.requests.count == 1)
    }

    /// From cancelling to the end of the connection as the server sees it.
    private func timeToClose(_ answer: ScriptedAnswer) async throws -> Duration {
        let upstream = try await ScriptedUpstream.start(answer)
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let asked = try AskedModel.make(upstream.baseURL)
        let hasText = answer.parts.count > 1
        let task = Task { await asked.askOnly { arrived.yield() } }
        if hasText {
            _ = await arrivals.first { true }
        } else {
            while upstream.requests.isEmpty { await Task.yield() }
        }
        let cancelledAt = ContinuousClock.now
        task.cancel()
        let closedAt = await upstream.closings.first { _ in true }
        #expect(await task.value.error?.code == .cancelled)
        await asked.model.close()
        try await upstream.stop()
        return try #require(closedAt) - cancelledAt
    }
}
