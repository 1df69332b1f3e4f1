import CZlib

/// A zlib compression state and the window through which its output leaves.
///
/// The library keeps a pointer to the stream it was started with, so both live at one address for as long as the state does.
struct Deflater: ~Copyable {
    /// Bytes of the window: as many as leave at once.
    static let windowSize = 16 * 1_024

    /// `windowBits` of zlib for the largest window with a gzip head and tail around the data.
    static let gzipWindowBits = Int32(15 + 16)

    private let stream: UnsafeMutablePointer<z_stream>
    private let window: UnsafeMutableBufferPointer<UInt8>

    /// - Throws: ``CompressionError/level``, ``CompressionError/memory`` or ``CompressionError/library(_:)``.
    init(level: Int, windowBits: Int32) throws(CompressionError) {
        guard (-1...9).contains(level) else { throw .level }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let memoryLevel = Int32(8)
        let status = deflateInit2_(
            stream, Int32(level), Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            stream.deallocate()
            throw status == Z_MEM_ERROR ? .memory : .library(status)
        }
        self.stream = stream
        window = .allocate(capacity: Self.windowSize)
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
        window.deallocate()
    }

    /// Compresses more, and hands every stretch of output to `sink` as it comes.
    ///
    /// - Parameters:
    ///   - bytes: the next of the input; only read during the call.
    ///   - isLast: whether the input ends here. Then all output leaves, and ``reset()`` must follow before more input.
    ///   - sink: takes the output; the bytes are valid only during its call.
    /// - Throws: what `sink` throws, or ``CompressionError/library(_:)``.
    mutating func deflate(
        _ bytes: UnsafeRawBufferPointer, isLast: Bool, sink: (UnsafeRawBufferPointer) throws(CompressionError) -> Void
    ) throws(CompressionError) {
        var rest = bytes
        // zlib counts in 32 bits.
        while rest.count > Int(UInt32.max) {
            try run(UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30)), flush: Z_NO_FLUSH, sink: sink)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(1 << 30))
        }
        try run(rest, flush: isLast ? Z_FINISH : Z_NO_FLUSH, sink: sink)
    }

    /// Forgets all input, so that the next one begins a new stream; keeps the memory.
    mutating func reset() {
        deflateReset(stream)
    }

    private mutating func run(
        _ input: UnsafeRawBufferPointer, flush: Int32, sink: (UnsafeRawBufferPointer) throws(CompressionError) -> Void
    ) throws(CompressionError) {
        // zlib never writes to its input; the header lacks a const unless it is asked for one.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        repeat {
            stream.pointee.next_out = window.baseAddress
            stream.pointee.avail_out = UInt32(window.count)
            let status = CZlib.deflate(stream, flush)
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw .library(status) }
            let made = window.count - Int(stream.pointee.avail_out)
            if made > 0 { try sink(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(window)[..<made])) }
        } while stream.pointee.avail_out == 0
        stream.pointee.next_in = nil
    }
}
