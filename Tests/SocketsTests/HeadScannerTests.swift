import Testing

@testable import Sockets

@Suite("The end of a request's head")
struct HeadScannerTests {
    private func scan(_ text: String) -> HeadScanner.Result {
        var scanner = HeadScanner()
        return Array(text.utf8).withUnsafeBytes { scanner.scan($0) }
    }

    @Test("is its empty line, with whatever follows left alone")
    func end() {
        #expect(scan("GET / HTTP/1.1\r\nHost: a\r\n\r\n") == .complete(27))
        #expect(scan("GET / HTTP/1.1\r\n\r\n\u{1}\u{0}more") == .complete(18))
        #expect(scan("GET / HTTP/1.1\r\nHost: a\r\n") == .incomplete)
        #expect(scan("") == .incomplete)
    }

    @Test("is not an empty line before the request")
    func emptyLines() {
        #expect(scan("\r\n\r\nGET / HTTP/1.1\r\n\r\n") == .complete(22))
        #expect(scan("\r\n\r\n") == .incomplete)
    }

    @Test("is found the same byte by byte")
    func byteByByte() {
        let bytes = Array("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        var scanner = HeadScanner()
        for count in 1..<bytes.count {
            let result = bytes[..<count].withUnsafeBytes { scanner.scan($0) }
            #expect(result == .incomplete)
        }
        let result = bytes.withUnsafeBytes { scanner.scan($0) }
        #expect(result == .complete(bytes.count))
    }

    @Test(
        "is not looked for behind a byte that no plain head has",
        arguments: ["GET / HTTP/1.1\n\n", "GET / HTTP/1.1\rHost", "\u{16}\u{3}\u{1}", "GET /\u{0}", "GET /\u{7F}"])
    func unusual(text: String) {
        #expect(scan(text) == .unusual)
    }

    @Test("comes within 32 KiB")
    func limit() {
        let field = "A: \(String(repeating: "a", count: 8_000))\r\n"
        let lines = "GET / HTTP/1.1\r\n\(field)\(field)\(field)B: "
        let most = HeadScanner.limit - lines.utf8.count - 4
        #expect(scan(lines + String(repeating: "b", count: most) + "\r\n\r\n") == .complete(HeadScanner.limit))
        #expect(scan(lines + String(repeating: "b", count: most + 1) + "\r\n\r\n") == .unusual)
        #expect(scan(lines + String(repeating: "b", count: most - 1)) == .incomplete)
        #expect(scan(lines + String(repeating: "b", count: 2 * most)) == .unusual)
    }

    @Test("comes after lines of at most 16 KiB")
    func lineLimit() {
        let start = "GET /"
        let most = HeadScanner.lineLimit - start.utf8.count
        #expect(scan(start + String(repeating: "a", count: most) + "\r\n\r\n") == .complete(HeadScanner.lineLimit + 4))
        #expect(scan(start + String(repeating: "a", count: most + 1) + "\r\n\r\n") == .unusual)
    }

    @Test("is found, or not looked for any more, wherever in a line a byte stands and wherever the bytes are cut")
    func everyByteAndPlace() {
        for byte in UInt8.min...UInt8.max where byte != UInt8(ascii: "\r") && byte != UInt8(ascii: "\n") {
            let isPlain = byte == UInt8(ascii: "\t") || byte >= 0x20 && byte != 0x7F
            for place in 14..<32 {
                var bytes = Array("GET / HTTP/1.1 a long line of a head\r\n\r\n".utf8)
                bytes[place] = byte
                let whole = bytes.withUnsafeBytes { bytes in
                    var scanner = HeadScanner()
                    return scanner.scan(bytes)
                }
                #expect(whole == (isPlain ? .complete(bytes.count) : .unusual), "\(byte) at \(place)")
                var scanner = HeadScanner()
                _ = bytes[..<place].withUnsafeBytes { scanner.scan($0) }
                #expect(bytes.withUnsafeBytes { scanner.scan($0) } == whole, "\(byte) at \(place)")
            }
        }
    }
}
