import Testing

@testable import Telemetry

@Suite("LibraryRequest")
struct LibraryRequestTests {
    private static func request(_ label: String, _ dimensions: [(String, String)] = []) -> LibraryRequest {
        LibraryRequest(.counter, label: label, dimensions: dimensions)
    }

    @Test("requests with equal arguments are equal and have one hash", arguments: 0..<40)
    func equal(length: Int) {
        let text = String(repeating: "ä", count: length / 2) + String(repeating: "b", count: length % 2)
        let one = Self.request("l" + text, [("k", text)])
        let other = Self.request("l" + String(text.map { $0 }), [("k", String(text.map { $0 }))])
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
    }

    @Test("requests that differ in anything differ")
    func different() {
        let requests = [
            Self.request("a"), Self.request("b"), Self.request("a", [("b", "")]), Self.request("a", [("", "b")]),
            Self.request("a", [("b", "c")]), Self.request("a", [("bc", "")]), Self.request("a", [("c", "b")]),
            Self.request("a", [("b", "c"), ("d", "e")]), Self.request("a", [("d", "e"), ("b", "c")]),
            LibraryRequest(.gauge, label: "a", dimensions: []), LibraryRequest(.timer, label: "a", dimensions: []),
        ]
        #expect(Set(requests).count == requests.count)
    }

    @Test("each byte of a string counts, wherever it is", arguments: 1..<40)
    func everyByte(length: Int) {
        let zeros = [UInt8](repeating: 0x30, count: length)
        let digests = (0..<length).map { position in
            var bytes = zeros
            bytes[position] = 0x31
            return Self.digest(bytes)
        }
        #expect(Set(digests + [Self.digest(zeros), Self.digest(zeros + [0x30])]).count == length + 2)
    }

    private static func digest(_ bytes: [UInt8]) -> UInt64 {
        var digest = RequestDigest()
        digest.combine(String(decoding: bytes, as: UTF8.self))
        return digest.value
    }
}
