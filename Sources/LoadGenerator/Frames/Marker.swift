/// What identifies one published message: who published it and as which of its messages.
///
/// It travels inside the message's text as 26 characters, `~`, eight letters of the run, eight digits publisher, eight digits
/// sequence, `~`. None of them is escaped in JSON, so any server that carries the text carries the marker.
struct Marker: Equatable {
    static let length = 26
    static let edge = UInt8(ascii: "~")
    /// Sequences run from 1 to this.
    static let maximumSequence: UInt32 = 99_999_999

    var publisher: UInt32
    var sequence: UInt32

    /// Writes the 26 characters at `offset`.
    func write(run: UInt64, into bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes[offset] = Self.edge
        bytes.storeBytes(of: run, toByteOffset: offset + 1, as: UInt64.self)
        EightDigits.write(publisher, into: bytes, at: offset + 9)
        EightDigits.write(sequence, into: bytes, at: offset + 17)
        bytes[offset + 25] = Self.edge
    }

    /// The marker that begins at `offset`, if one of this run does.
    @inline(__always)
    static func read(run: UInt64, from bytes: UnsafeRawBufferPointer, at offset: Int) -> Marker? {
        guard offset + length <= bytes.count, bytes[offset] == edge, bytes[offset + 25] == edge,
            bytes.loadUnaligned(fromByteOffset: offset + 1, as: UInt64.self) == run,
            let publisher = EightDigits.read(bytes, at: offset + 9),
            let sequence = EightDigits.read(bytes, at: offset + 17)
        else { return nil }
        return Marker(publisher: publisher, sequence: sequence)
    }
}
