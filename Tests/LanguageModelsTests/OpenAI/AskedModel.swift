import HTTPClients
import Logging
import NIOPosix
import Synchronization

@testable import LanguageModels

/// A client of ``ScriptedUpstream`` and what it was told.
///
/// Waits before retries are noted and not waited for; every other wait is that of the machine's clock.
final class AskedModel: Sendable {
    /// What one answer came to.
    struct Outcome: Sendable {
        var texts: [String]
        var result: Result<ModelCompletion, ModelError>

        var text: String { texts.joined() }
        var error: ModelError? { if case .failure(let error) = result { error } else { nil } }
        var completion: ModelCompletion? { try? result.get() }
    }

    let model: OpenAIModel
    private let received = Mutex<[String]>([])

    /// - Parameters:
    ///   - url: the base URL.
    ///   - key: the bearer token.
    ///   - change: what is not as by default.
    static func make(
        _ url: String, key: String? = "sk-test-4711", _ change: (inout OpenAIConfiguration) -> Void = { _ in }
    ) throws -> AskedModel {
        var configuration = try OpenAIConfiguration(baseURL: url, key: key, model: "m")
        change(&configuration)
        return try AskedModel(configuration)
    }

    private init(_ configuration: OpenAIConfiguration) throws {
        let retries = Retries()
        let system = ClientClock.system
        let clock = ClientClock(
            now: system.now, unixSeconds: { 784_111_777 },
            sleep: { until in if !retries.note(until - system.now()) { try await system.sleep(until) } }, random: { 1 })
        var logger = Logger(label: "test") { _ in retries }
        logger.logLevel = .debug
        model = try OpenAIModel(configuration, eventLoops: MultiThreadedEventLoopGroup.singleton, logger: logger, clock: clock)
        self.retries = retries
    }

    private let retries: Retries

    /// The waits before retries, in milliseconds.
    var waits: [Int64] { retries.waits }

    /// What was logged.
    var log: [String] { retries.lines }

    /// Asks one question and lets go of the client.
    func ask(_ question: String = "Hi") async -> Outcome {
        let outcome = await askOnly(question)
        await model.close()
        return outcome
    }

    /// Asks one question.
    func askOnly(_ question: String = "Hi", began: @escaping @Sendable () -> Void = {}) async -> Outcome {
        received.withLock { $0 = [] }
        do throws(ModelError) {
            let completion = try await model.generate(ModelRequest(messages: [ModelMessage(.user, question)])) { [self] text in
                received.withLock { $0.append(text) }
                began()
            }
            return Outcome(texts: received.withLock { $0 }, result: .success(completion))
        } catch {
            return Outcome(texts: received.withLock { $0 }, result: .failure(error))
        }
    }
}

/// Knows a retry's wait by the line of the log before it.
private final class Retries: LogHandler, Sendable {
    private struct State {
        var isDue = false
        var waits: [Int64] = []
        var lines: [String] = []
    }

    private let state = Mutex(State())

    var waits: [Int64] { state.withLock { $0.waits } }
    var lines: [String] { state.withLock { $0.lines } }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .debug }
        set {}
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        let details = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        state.withLock { state in
            state.isDue = true
            state.lines.append("\(event.level): \(event.message)\(details)")
        }
    }

    /// - Returns: whether this is a wait before a retry.
    func note(_ nanoseconds: Int64) -> Bool {
        state.withLock { state in
            guard state.isDue else { return false }
            state.isDue = false
            state.waits.append((nanoseconds + 500_000) / 1_000_000)
            return true
        }
    }
}
