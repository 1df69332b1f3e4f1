import Glibc

/// The one buffer that all connections read into: a whole frame that was begun, and a large read behind it.
struct ReadBuffer: ~Copyable {
    static let readSize = 256 * 1_024
    private static let carrySize = FrameScanner.maximumPayload + 16

    private let bytes: UnsafeMutableRawBufferPointer

    init() { bytes = .allocate(byteCount: Self.carrySize + Self.readSize, alignment: 64) }

    deinit { bytes.deallocate() }

    /// Puts `carry` first and reads behind it.
    ///
    /// - Returns: what recv(2) returned, and all bytes: carried and read. They are valid until the next call.
    @inline(__always)
    func read(_ descriptor: Int32, behind carry: borrowing [UInt8]) -> (status: Int, bytes: UnsafeRawBufferPointer) {
        let carried = carry.count
        if carried > 0 { carry.withUnsafeBytes { bytes.copyMemory(from: $0) } }
        let status = recv(descriptor, bytes.baseAddress.map { $0 + carried }, Self.readSize, 0)
        return (status, UnsafeRawBufferPointer(rebasing: bytes[..<(carried + max(0, status))]))
    }
}
