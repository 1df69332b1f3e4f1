/// Why bytes could not be compressed.
public struct CompressionError: Error, Hashable, CustomStringConvertible {
    enum Code: Hashable {
        case level
        case memory
        case library(Int32)
        case limit(Int)
    }

    let code: Code

    /// The level is neither 0 to 9 nor −1, the library's own choice.
    public static let level = CompressionError(code: .level)

    /// There is no memory for the state of a compression, about 260 KiB.
    public static let memory = CompressionError(code: .memory)

    /// The result would be longer than the encoder may make it.
    public static func limit(_ bytes: Int) -> CompressionError {
        CompressionError(code: .limit(bytes))
    }

    /// The library said no, with a return code of `zlib.h`: the program was built for another version of it.
    public static func library(_ code: Int32) -> CompressionError {
        CompressionError(code: .library(code))
    }

    /// A sentence for a log.
    public var description: String {
        switch code {
        case .level: "the compression level is not −1 to 9"
        case .memory: "no memory to compress with"
        case .limit(let bytes): "the compressed result is longer than \(bytes) bytes"
        case .library(let code): "zlib returned \(code)"
        }
    }
}
