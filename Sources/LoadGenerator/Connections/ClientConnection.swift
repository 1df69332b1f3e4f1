/// One WebSocket from the client's side: where it stands and the bytes that wait in either direction.
struct ClientConnection {
    enum State: Equatable {
        /// Not started. Can transition to: connecting.
        case idle
        /// The TCP connection is under way. Can transition to: handshaking, closed.
        case connecting
        /// The request is sent. Can transition to: greeting, ready, closed.
        case handshaking
        /// Upgraded; this many text messages are awaited before it counts. Can transition to: ready, closing, closed.
        case greeting(Int)
        /// Takes part in the run. Can transition to: closing, closed.
        case ready
        /// We sent Close and wait for the end of the stream. Can transition to: closed.
        case closing
        /// The descriptor is given back.
        case closed
    }

    var state = State.idle
    var descriptor: Int32 = -1
    var wantsWrite = false
    /// The beginning of a frame whose end has not come.
    var carry: [UInt8] = []
    /// Bytes that the kernel did not take yet.
    var pending: [UInt8] = []
    var startedAt: Int64 = 0

    var isSettled: Bool {
        switch state {
        case .ready, .closing, .closed: true
        case .idle, .connecting, .handshaking, .greeting: false
        }
    }

    /// What follows the upgrade when `greetings` messages are awaited.
    static func upgraded(greetings: Int) -> State { greetings > 0 ? .greeting(greetings) : .ready }
}
