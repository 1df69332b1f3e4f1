/// Compresses a stream of bytes to gzip (RFC 1952), through the system's zlib.
///
/// The state takes about 260 KiB and is kept from one stream to the next: making an encoder costs more than using it, so
/// whoever compresses often keeps one. Input is compressed as it comes. Output is collected for ``finish()``, or handed on
/// in stretches of 16 KiB by ``compress(_:to:)``.
///
/// One thread at a time.
///
/// ```swift
/// var encoder = try GzipEncoder()
/// try encoder.append(head)
/// try encoder.append(body)
/// let compressed = try encoder.finish()
/// ```
public struct GzipEncoder: ~Copyable {
    private var deflater: Deflater
    private let limit: Int
    private var output: [UInt8] = []

    /// - Parameters:
    ///   - level: 1, the fastest, by default, since it makes most of the gain on text that repeats itself; up to 9, the
    ///     smallest; 0 stores and −1 is the library's choice.
    ///   - limit: bytes that a result may have, no limit by default.
    /// - Throws: ``CompressionError/level`` or ``CompressionError/memory``.
    public init(level: Int = 1, limit: Int = .max) throws(CompressionError) {
        deflater = try Deflater(level: level, windowBits: Deflater.gzipWindowBits)
        self.limit = limit
    }

    /// Compresses more input.
    ///
    /// - Throws: ``CompressionError/limit(_:)`` when the result has become too long; the stream is then given up, and the
    ///   next input begins a new one.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) throws(CompressionError) {
        try collect(bytes, isLast: false)
    }

    /// Compresses more input.
    ///
    /// - Throws: ``CompressionError/limit(_:)`` when the result has become too long; the stream is then given up, and the
    ///   next input begins a new one.
    public mutating func append(_ bytes: [UInt8]) throws(CompressionError) {
        try bytes.withUnsafeBufferPointer { bytes throws(CompressionError) in
            try collect(UnsafeRawBufferPointer(bytes), isLast: false)
        }
    }

    /// Ends the stream and begins a new one.
    ///
    /// - Returns: the whole gzip file: one member.
    /// - Throws: ``CompressionError/limit(_:)`` when the result is too long.
    public mutating func finish() throws(CompressionError) -> [UInt8] {
        try collect(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
        defer { reset() }
        return output
    }

    /// Gives up the stream and begins a new one. Keeps the state's memory.
    public mutating func reset() {
        deflater.reset()
        output = []
    }

    /// Compresses a whole stream at once, without collecting it: what was appended and not finished is given up.
    ///
    /// - Parameters:
    ///   - bytes: all of the input.
    ///   - sink: takes the output in stretches, each valid only during its call.
    /// - Throws: ``CompressionError/limit(_:)`` when the output is longer than the limit; `sink` then has its beginning.
    public mutating func compress(
        _ bytes: UnsafeRawBufferPointer, to sink: (UnsafeRawBufferPointer) -> Void
    ) throws(CompressionError) {
        reset()
        defer { deflater.reset() }
        var rest = limit
        try deflater.deflate(bytes, isLast: true) { stretch throws(CompressionError) in
            guard stretch.count <= rest else { throw .limit(limit) }
            rest -= stretch.count
            sink(stretch)
        }
    }

    private mutating func collect(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(CompressionError) {
        do throws(CompressionError) {
            try deflater.deflate(bytes, isLast: isLast) { stretch throws(CompressionError) in
                guard stretch.count <= limit - output.count else { throw .limit(limit) }
                output.append(contentsOf: stretch)
            }
        } catch {
            reset()
            throw error
        }
    }
}
