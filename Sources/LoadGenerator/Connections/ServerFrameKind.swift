import Glibc

/// What a server's text is, where it is no delivery: told by the beginning, without parsing JSON.
enum ServerFrameKind {
    case acknowledgement, error, other

    init(_ payload: UnsafeRawBufferPointer) {
        if Self.begins(payload, #"{"type":"ack""#) {
            self = .acknowledgement
        } else if Self.begins(payload, #"{"type":"error""#) {
            self = .error
        } else {
            self = .other
        }
    }

    private static func begins(_ payload: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        guard let base = payload.baseAddress, payload.count >= text.utf8CodeUnitCount else { return false }
        return memcmp(base, text.utf8Start, text.utf8CodeUnitCount) == 0
    }
}
