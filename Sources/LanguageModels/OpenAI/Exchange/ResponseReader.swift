import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Reads a response on its connection's event loop: a piece of an answer wakes no other thread and waits for none.
///
/// What came in one turn of the loop is handed out at its end, at once: a loop with much to do finds several pieces of an answer
/// in each reading, and whoever is given them pays once for all.
///
/// AsyncHTTPClient calls a delegate on the event loop of its task only, and no more once the task has a result.
final class ResponseReader: HTTPClientResponseDelegate {
    private let reading: NIOLoopBoundBox<ResponseReading>
    private let turns: LoopTurns

    /// - Parameters:
    ///   - reading: takes the response in.
    ///   - turns: those of the task's event loop.
    init(_ reading: sending ResponseReading, in turns: LoopTurns) {
        self.reading = .makeBoxSendingValue(reading, eventLoop: turns.eventLoop)
        self.turns = turns
    }

    func didReceiveHead(task: HTTPClient.Task<ModelCompletion>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        reading.value.begin(head)
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<ModelCompletion>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        do throws(AttemptFailure) {
            if try reading.value.add(buffer) { turns.atEnd(of: self) }
            return task.eventLoop.makeSucceededVoidFuture()
        } catch {
            return task.eventLoop.makeFailedFuture(error)
        }
    }

    func didFinishRequest(task: HTTPClient.Task<ModelCompletion>) throws -> ModelCompletion {
        try reading.value.end()
    }

    /// The loop's turn ends. To be called on the event loop.
    func turnEnded() {
        reading.value.handOut()
    }

    /// What the response came to that an error ended. To be called on the event loop, after the task has its result.
    func end(_ error: any Error) throws(AttemptFailure) -> ModelCompletion {
        try reading.value.end(error)
    }
}
