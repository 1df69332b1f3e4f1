/// What the floor measurement does: the least that a fan-out can cost on this machine, one write(2) for each delivery.
public struct FloorPlan: Sendable, Equatable {
    /// Sockets written to; 100 by default, 20,000 at most.
    public var subscribers = 100
    /// Bytes of a message; its frame is longer by the header. 256 by default, 65,535 at most.
    public var messageBytes = 256
    /// How many rounds of writes the reader may be behind; 4 by default.
    public var window = 4
    /// Length of the measurement, seconds; 1.5 by default.
    public var durationSeconds = 1.5
    /// CPU of the writer, counted from 0; nil, the default, leaves it to the kernel.
    public var writerCPU: Int?
    /// CPU of the reader.
    public var readerCPU: Int?

    public init() {}

    /// - Throws: ``LoadError`` for a value out of bounds.
    public func validate() throws(LoadError) {
        guard (1...20_000).contains(subscribers), (126...65_535).contains(messageBytes), (1...1_024).contains(window),
            durationSeconds > 0, durationSeconds <= 3_600
        else { throw .badPlan("the floor takes 1 to 20,000 subscribers, 126 to 65,535 bytes, a window of 1 to 1,024 and up to an hour") }
    }

    /// One unmasked text frame (RFC 6455 section 5.2).
    var frame: [UInt8] {
        [0x81, 126, UInt8(messageBytes >> 8), UInt8(messageBytes & 255)] + [UInt8](repeating: UInt8(ascii: "x"), count: messageBytes)
    }
}
