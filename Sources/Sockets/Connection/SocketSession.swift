/// What an endpoint does with one connection.
///
/// All methods are called on the connection's event loop and must not block. A session may keep loop-confined state.
public protocol SocketSession: AnyObject {
    /// Whose socket it is; nil, the default, while that is not known. See ``Hub/close(user:in:code:reason:)``.
    var userID: String? { get }
    /// The upgrade is done; frames can be sent.
    func opened(_ connection: Connection)
    /// A whole text message, valid UTF-8 within the endpoint's limit. The bytes are valid during the call only.
    func received(text: UnsafeRawBufferPointer, on connection: Connection)
    /// A whole binary message. The bytes are valid during the call only.
    func received(binary: UnsafeRawBufferPointer, on connection: Connection)
    /// The deadline set with ``Connection/setDeadline(milliseconds:)`` has come.
    func deadlineReached(_ connection: Connection)
    /// The connection takes no more frames: called once, when its close began, from whichever side.
    func closed(_ connection: Connection)
}

extension SocketSession {
    public var userID: String? { nil }
}
