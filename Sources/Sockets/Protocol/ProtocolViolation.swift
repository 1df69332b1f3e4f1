import Wire

/// Something a peer sent that RFC 6455 or a limit forbids: the close code it earns and why.
///
/// Data, not a crash: every violation ends in an orderly close of that one connection.
struct ProtocolViolation: Error, Equatable {
    var code: CloseCode
    /// At most 123 bytes of UTF-8, sent to the peer in the Close frame.
    var reason: String

    static func protocolError(_ reason: String) -> ProtocolViolation { .init(code: .protocolError, reason: reason) }
    static let invalidUTF8 = ProtocolViolation(code: .invalidPayload, reason: "text is not valid UTF-8")
    static func tooBig(limit: Int) -> ProtocolViolation {
        .init(code: .tooBig, reason: "message is larger than \(limit) bytes")
    }
}
