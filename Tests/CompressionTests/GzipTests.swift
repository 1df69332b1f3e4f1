import Testing

@testable import Compression

@Suite("gzip")
struct GzipTests {
    /// Text that repeats itself as an exposition does.
    private static func lines(_ count: Int) -> [UInt8] {
        Array((0..<count).map { "telltale_operations_total{operation=\"\($0)\"} \($0 * 7)\n" }.joined().utf8)
    }

    /// Bytes that cannot be compressed.
    private static func noise(_ count: Int) -> [UInt8] {
        var state = UInt64(0x9E37_79B9_7F4A_7C15)
        return (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state)
        }
    }

    @Test("an empty input is an empty gzip file")
    func empty() throws {
        #expect(try gzip([]) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 4, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test("what was compressed comes back", arguments: [0, 1, 3, 6, 9, -1])
    func roundTrip(level: Int) throws {
        for bytes in [[7], Self.lines(1), Self.lines(20_000), Self.noise(300_000)] {
            let compressed = try gzip(bytes, level: level)
            let unpacked = try gunzip(compressed)
            #expect(unpacked.bytes == bytes)
            #expect(unpacked.consumed == compressed.count)
        }
    }

    @Test("text that repeats itself becomes much smaller, and noise hardly longer")
    func sizes() throws {
        let text = Self.lines(20_000)
        #expect(try gzip(text).count < text.count / 4)
        #expect(try gzip(Self.noise(100_000)).count < 100_200)
    }

    @Test("pieces make the same file as the whole")
    func pieces() throws {
        let bytes = Self.lines(5_000)
        var encoder = try GzipEncoder()
        for start in stride(from: 0, to: bytes.count, by: 997) {
            try encoder.append(Array(bytes[start..<min(start + 997, bytes.count)]))
        }
        #expect(try encoder.finish() == gzip(bytes))
    }

    @Test("an encoder that is used again makes the same files as a new one")
    func reuse() throws {
        var encoder = try GzipEncoder()
        for bytes in [Self.lines(100), [], Self.noise(40_000), Self.lines(100)] {
            try encoder.append(bytes)
            #expect(try encoder.finish() == gzip(bytes))
        }
    }

    @Test("what was appended before a reset is forgotten")
    func reset() throws {
        var encoder = try GzipEncoder()
        try encoder.append(Self.noise(100_000))
        encoder.reset()
        try encoder.append([1, 2, 3])
        #expect(try encoder.finish() == gzip([1, 2, 3]))
    }

    @Test("output leaves in stretches of at most a window")
    func stretches() throws {
        var encoder = try GzipEncoder()
        let bytes = Self.noise(200_000)
        var output: [UInt8] = []
        var longest = 0
        try bytes.withUnsafeBytes { bytes in
            try encoder.compress(bytes) { stretch in
                longest = max(longest, stretch.count)
                output += stretch
            }
        }
        #expect(longest == 16_384)
        #expect(try output == gzip(bytes))
    }

    @Test("a result beyond the limit is refused, and the encoder goes on with the next one")
    func limit() throws {
        var encoder = try GzipEncoder(limit: 1_000)
        #expect(throws: CompressionError.limit(1_000)) {
            try encoder.append(Self.noise(100_000))
            return try encoder.finish()
        }
        try encoder.append([1, 2, 3])
        #expect(try encoder.finish() == gzip([1, 2, 3]))
        let noise = Self.noise(100_000)
        var taken = 0
        #expect(throws: CompressionError.limit(1_000)) {
            try noise.withUnsafeBytes { try encoder.compress($0) { taken += $0.count } }
        }
        #expect(taken <= 1_000)
    }

    @Test("a level that there is not is refused", arguments: [-2, 10])
    func levels(level: Int) {
        #expect(throws: CompressionError.level) { try gzip([], level: level) }
    }
}
