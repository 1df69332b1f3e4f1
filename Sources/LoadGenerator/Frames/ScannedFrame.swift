/// One frame of a server; the payload points into the read buffer.
struct ScannedFrame {
    static let text: UInt8 = 0x1
    static let binary: UInt8 = 0x2
    static let close: UInt8 = 0x8
    static let ping: UInt8 = 0x9
    static let pong: UInt8 = 0xa

    let opcode: UInt8
    let payload: UnsafeRawBufferPointer
}
