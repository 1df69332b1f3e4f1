import Sockets
import Wire

/// Sends every message back as it came, text as text and binary as binary, and nothing of its own.
final class EchoSession: SocketSession {
    func opened(_ connection: Connection) {}

    func received(text: UnsafeRawBufferPointer, on connection: Connection) {
        echo(text, binary: false, connection)
    }

    func received(binary: UnsafeRawBufferPointer, on connection: Connection) {
        echo(binary, binary: true, connection)
    }

    func deadlineReached(_ connection: Connection) {}

    func closed(_ connection: Connection) {}

    /// A peer that sends without reading waits until it has read.
    private func echo(_ payload: UnsafeRawBufferPointer, binary: Bool, _ connection: Connection) {
        connection.send(payload, binary: binary)
        connection.holdInput()
        connection.whenFlushed { connection.releaseInput() }
    }
}
