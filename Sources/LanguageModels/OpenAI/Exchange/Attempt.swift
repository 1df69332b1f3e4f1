import AsyncHTTPClient
import HTTPClients
import NIOCore
import NIOHTTP1

/// Sends a request once and reads its answer.
struct Attempt: Sendable {
    /// Bytes of a refusal's body that are read.
    private static let refusalLimit = 8 << 10

    let client: HTTPClient
    let request: HTTPClientRequest
    let configuration: OpenAIConfiguration
    let redaction: Redaction
    let clock: ClientClock

    /// - Parameter receive: is given each piece of text.
    /// - Throws: ``AttemptFailure``. When the task is cancelled it throws soon, anything.
    func run(_ receive: @escaping @Sendable (String) -> Void) async throws(AttemptFailure) -> ModelCompletion {
        let watch = AnswerWatch(configuration, clock: clock)
        do {
            return try await withThrowingTaskGroup(of: ModelCompletion?.self) { group in
                group.addTask { try await read(watch, receive) }
                group.addTask {
                    try await watch.expire()
                    return nil
                }
                group.addTask {
                    try await watch.expireAfterText()
                    return nil
                }
                group.addTask {
                    try await watch.expireAfterEnd()
                    return nil
                }
                defer { group.cancelAll() }
                if let completion = try await group.next() ?? nil { return completion }
                group.cancelAll()
                return try await lateResult(&group)
            }
        } catch let failure as AttemptFailure {
            throw failure
        } catch {
            throw AttemptFailure(watch.failure)
        }
    }

    /// The reader's result after it was told to stop: an answer, if its end was there already.
    private func lateResult(_ group: inout ThrowingTaskGroup<ModelCompletion?, any Error>) async throws -> ModelCompletion {
        while let result = await group.nextResult() {
            if case .success(let completion?) = result { return completion }
        }
        throw CancellationError()
    }

    private func read(_ watch: AnswerWatch, _ receive: (String) -> Void) async throws -> ModelCompletion {
        let response = try await send()
        guard (200...299).contains(response.status.code) else { throw await refusal(response) }
        var assembly = AnswerAssembly(responseLimit: configuration.responseLimit, eventLimit: configuration.eventLimit)
        do {
            for try await part in response.body {
                let pieces = assembly.pieces
                try part.readableBytesView.withUnsafeBytes { bytes in try assembly.add(bytes, receive: receive) }
                if assembly.pieces != pieces { watch.note(assembly.progress) }
            }
        } catch let error as ModelError {
            throw failure(error)
        } catch {
            // An answer that has ended is not lost with its connection.
            if assembly.progress < .finished { throw lost(error) }
        }
        do {
            return try assembly.end(receive: receive)
        } catch {
            throw failure(error)
        }
    }

    private func send() async throws -> HTTPClientResponse {
        do {
            // Our own deadlines are those of the watch.
            return try await client.execute(request, timeout: .hours(24))
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw AttemptFailure(connecting: error, redaction: redaction)
        }
    }

    private func refusal(_ response: HTTPClientResponse) async -> AttemptFailure {
        var body: [UInt8] = []
        do {
            for try await part in response.body where body.count < Self.refusalLimit {
                body.append(contentsOf: part.readableBytesView.prefix(Self.refusalLimit - body.count))
                if body.count >= Self.refusalLimit { break }
            }
        } catch {
            // The status says enough.
        }
        return AttemptFailure(response, body: body, redaction: redaction, unixSeconds: clock.unixSeconds())
    }

    /// Takes secrets out of what the provider said.
    private func failure(_ error: ModelError) -> AttemptFailure {
        // The stream of a task that was cancelled ends as if it were whole.
        if Task.isCancelled { return AttemptFailure(ModelError(.cancelled, "the answer was cancelled")) }
        var error = error
        error.detail = error.detail.map(redaction.line)
        return AttemptFailure(error)
    }

    private func lost(_ error: any Error) -> any Error {
        if Task.isCancelled { return CancellationError() }
        return AttemptFailure(
            ModelError(.truncated, "the model's answer ended in the middle", detail: redaction.line(String(describing: error))))
    }
}
