import AsyncHTTPClient
import HTTPClients
import NIOCore

/// Sends a request once and reads its answer.
struct Attempt: Sendable {
    let connections: ModelConnections
    let request: HTTPClient.Request
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

    private func read(_ watch: AnswerWatch, _ receive: @escaping @Sendable (String) -> Void) async throws -> ModelCompletion {
        let place = connections.take()
        defer { connections.leave(place) }
        let eventLoop = place.eventLoop
        let reading = ResponseReading(configuration, redaction: redaction, clock: clock, watch: watch, receive: receive)
        let reader = ResponseReader(reading, in: place.turns)
        // Our own deadlines are those of the watch.
        let task = place.client.execute(request: request, delegate: reader, deadline: .now() + .hours(24))
        do {
            return try await withTaskCancellationHandler {
                try await task.get()
            } onCancel: {
                // Later: whoever is given a text may cancel, and gets no further one once there is a result.
                eventLoop.execute { task.cancel() }
            }
        } catch {
            let isCancelled = Task.isCancelled
            do {
                return try await eventLoop.submit { try reader.end(error) }.get()
            } catch {
                throw isCancelled ? CancellationError() : error
            }
        }
    }
}
