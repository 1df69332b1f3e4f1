/// The bytes as a gzip file (RFC 1952).
///
/// Makes a state of 260 KiB and gives it back; whoever compresses often keeps a ``GzipEncoder``.
///
/// - Parameters:
///   - bytes: what to compress.
///   - level: 1, the fastest, by default; up to 9, the smallest.
/// - Throws: ``CompressionError/level`` or ``CompressionError/memory``.
public func gzip(_ bytes: [UInt8], level: Int = 1) throws(CompressionError) -> [UInt8] {
    var encoder = try GzipEncoder(level: level)
    try encoder.append(bytes)
    return try encoder.finish()
}
