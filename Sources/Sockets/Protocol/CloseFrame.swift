import Wire

/// The payload of a Close frame (RFC 6455, section 5.5.1).
struct CloseFrame: Equatable {
    /// Nil when the frame was empty, which the RFC calls 1005.
    var code: CloseCode?
    var reason: String

    /// Reads and checks what a peer sent.
    ///
    /// - Throws: ``ProtocolViolation``: 1002 for a truncated or forbidden code, 1007 for a reason that is not UTF-8.
    init(_ payload: UnsafeRawBufferPointer) throws(ProtocolViolation) {
        guard payload.count > 0 else {
            code = nil
            reason = ""
            return
        }
        guard payload.count >= 2 else { throw .protocolError("close code is cut short") }
        let value = UInt16(bigEndian: payload.loadUnaligned(as: UInt16.self))
        guard Self.isAllowedOnTheWire(value) else { throw .protocolError("close code \(value) is not allowed") }
        let text = UnsafeRawBufferPointer(rebasing: payload[2...])
        var validator = UTF8Validator()
        guard validator.validate(text), validator.isComplete else { throw .invalidUTF8 }
        code = CloseCode(rawValue: value)
        reason = String(decoding: text, as: UTF8.self)
    }

    /// The codes an endpoint may send: RFC 6455, section 7.4, and the registry it set up; 1004 to 1006 and 1015 are
    /// never sent, below 3000 everything else is unassigned.
    static func isAllowedOnTheWire(_ value: UInt16) -> Bool {
        switch value {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
