/// The body of a Close frame as text: `4420 slow consumer` (RFC 6455 section 5.5.1).
enum CloseReason {
    static func text(_ payload: UnsafeRawBufferPointer) -> String {
        guard payload.count >= 2 else { return "1005 no code" }
        let code = Int(payload[0]) << 8 | Int(payload[1])
        return "\(code) \(String(decoding: payload.dropFirst(2).prefix(123), as: UTF8.self))"
    }
}
