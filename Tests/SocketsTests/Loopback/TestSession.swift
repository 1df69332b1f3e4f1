import Synchronization
import Wire

@testable import Sockets

/// A session that a test steers: what is not given is an echo.
final class TestSession: SocketSession, @unchecked Sendable {
    // @unchecked: set before the server starts, then only read.
    struct Script: Sendable {
        var opened: @Sendable (Connection) -> Void = { _ in }
        var text: @Sendable (String, Connection) -> Void = { text, connection in
            connection.send(text: Array(text.utf8), type: "pong")
        }
        var binary: @Sendable ([UInt8], Connection) -> Void = { bytes, connection in
            bytes.withUnsafeBytes { connection.send($0, binary: true) }
        }
        var deadline: @Sendable (Connection) -> Void = { _ in }
        var closed: @Sendable (Connection) -> Void = { _ in }

        /// Every connection joins `group` and is live from its first moment, and says so.
        static func member(of group: String) -> Script {
            var script = Script()
            script.opened = { connection in
                connection.join(group)
                connection.send(text: Array("joined".utf8), type: "connection")
                connection.beginCatchUp()
                _ = connection.goLive(after: 0)
            }
            return script
        }
    }

    private let script: Script
    let userID: String?

    init(_ script: Script, userID: String? = nil) {
        self.script = script
        self.userID = userID
    }

    func opened(_ connection: Connection) { script.opened(connection) }

    func received(text: UnsafeRawBufferPointer, on connection: Connection) {
        script.text(String(decoding: text, as: UTF8.self), connection)
    }

    func received(binary: UnsafeRawBufferPointer, on connection: Connection) { script.binary(Array(binary), connection) }

    func deadlineReached(_ connection: Connection) { script.deadline(connection) }

    func closed(_ connection: Connection) { script.closed(connection) }
}

/// What happened, in order, from any thread.
final class Journal<Entry: Sendable>: Sendable {
    private let entries = Mutex<[Entry]>([])

    func note(_ entry: Entry) { entries.withLock { $0.append(entry) } }
    var all: [Entry] { entries.withLock { $0 } }
    var count: Int { entries.withLock { $0.count } }
}
