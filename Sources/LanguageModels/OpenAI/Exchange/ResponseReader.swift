import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Reads a response on its connection's event loop: a piece of an answer wakes no other thread and waits for none.
///
/// AsyncHTTPClient calls a delegate on the event loop of its task only, and no more once the task has a result.
final class ResponseReader: HTTPClientResponseDelegate {
    private let reading: NIOLoopBoundBox<ResponseReading>

    /// - Parameters:
    ///   - reading: takes the response in.
    ///   - eventLoop: that of the task.
    init(_ reading: sending ResponseReading, on eventLoop: any EventLoop) {
        self.reading = .makeBoxSendingValue(reading, eventLoop: eventLoop)
    }

    func didReceiveHead(task: HTTPClient.Task<ModelCompletion>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        reading.value.begin(head)
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<ModelCompletion>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        do throws(AttemptFailure) {
            try reading.value.add(buffer)
            return task.eventLoop.makeSucceededVoidFuture()
        } catch {
            return task.eventLoop.makeFailedFuture(error)
        }
    }

    func didFinishRequest(task: HTTPClient.Task<ModelCompletion>) throws -> ModelCompletion {
        try reading.value.end()
    }

    /// What the response came to that an error ended. To be called on the event loop, after the task has its result.
    func end(_ error: any Error) throws(AttemptFailure) -> ModelCompletion {
        try reading.value.end(error)
    }
}
