import NIOCore

/// The turns of an event loop: tells readers of its connections when the turn ends in which something came for them.
///
/// NIO serves the sockets that are ready and then runs the tasks that were added meanwhile: a task that is added while a socket is
/// read runs at the end of the turn. One task serves all readers of the turn.
final class LoopTurns: Sendable {
    let eventLoop: any EventLoop
    private let readers: NIOLoopBoundBox<[ResponseReader]>

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        readers = .makeBoxSendingValue([], eventLoop: eventLoop)
    }

    /// Calls ``ResponseReader/turnEnded()`` at the end of this turn. To be called on the event loop, once a reader and turn.
    func atEnd(of reader: ResponseReader) {
        readers.value.append(reader)
        if readers.value.count == 1 { eventLoop.execute { self.end() } }
    }

    private func end() {
        // Handing out may lead to anything, a further response among it.
        let ended = readers.value
        readers.value = []
        for reader in ended { reader.turnEnded() }
    }
}
