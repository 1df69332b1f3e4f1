/// What the frames that clients send on the several sockets have in common.
public protocol ClientFrame: Sendable, Equatable {
    /// The type on the wire: a value of the label `type`.
    var type: String { get }
}

extension ClientFrame {
    /// Whether the frame is served while the token has expired: `refresh` and `ping` are.
    public var isServedExpired: Bool {
        type == "refresh" || type == "ping"
    }
}
