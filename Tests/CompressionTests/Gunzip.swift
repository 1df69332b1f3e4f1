import CZlib
import Testing

/// Unpacks gzip with zlib's own decoder.
///
/// - Returns: the bytes, and how much of `compressed` belonged to the file.
func gunzip(_ compressed: [UInt8]) throws -> (bytes: [UInt8], consumed: Int) {
    var stream = z_stream()
    try #require(inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
    defer { inflateEnd(&stream) }
    var input = compressed
    var output: [UInt8] = []
    var window = [UInt8](repeating: 0, count: 64 * 1_024)
    try input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        var status = Z_OK
        while status == Z_OK {
            status = window.withUnsafeMutableBufferPointer { window in
                stream.next_out = window.baseAddress
                stream.avail_out = UInt32(window.count)
                return inflate(&stream, Z_NO_FLUSH)
            }
            output += window.prefix(window.count - Int(stream.avail_out))
        }
        try #require(status == Z_STREAM_END)
    }
    return (output, Int(stream.total_in))
}
