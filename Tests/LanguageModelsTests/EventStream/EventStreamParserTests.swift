import Testing

@testable import LanguageModels

@Suite("Streams of server-sent events")
struct EventStreamParserTests {
    /// A stream with all that the format knows; its events are ``events``.
    static let sample =
        "\u{FEFF}: a comment\r\ndata: one\r\n\r\ndata:two\n\nid: 7\nevent: x\rdata: three\rdata: ü €😀\r\r: keep-alive\n\n"
        + "data\n\ndata:\ndata:\n\nretry: 10\n\ndata:  spaced \r\n\r\ndatax: no\ndata : no\n\ndata: a:b\n\ndata: cut"
    static let events = ["one", "two", "three\nü €😀", "", "\n", " spaced ", "a:b"]

    @Test("every event comes out as it stands, whatever ends its lines")
    func sample() throws {
        #expect(try read([Array(Self.sample.utf8)]) == Self.events)
    }

    @Test("a stream cut into two at any byte has the same events")
    func twoParts() throws {
        let bytes = Array(Self.sample.utf8)
        for cut in 0...bytes.count {
            #expect(try read([Array(bytes[..<cut]), Array(bytes[cut...])]) == Self.events, "cut at \(cut)")
        }
    }

    @Test("a stream cut into three at any two bytes has the same events")
    func threeParts() throws {
        let bytes = Array("data: ü\r\n\r\n:\rdata:b\r\ndata:\n\r\ndata: c\n\n".utf8)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let parts = [Array(bytes[..<first]), Array(bytes[first..<second]), Array(bytes[second...])]
                #expect(try read(parts) == ["ü", "b\n", "c"], "cut at \(first) and \(second)")
            }
        }
    }

    @Test("a stream that comes byte by byte has the same events")
    func singleBytes() throws {
        #expect(try read(Self.sample.utf8.map { [$0] }) == Self.events)
    }

    @Test("a stream cut at random has the same events, however many cuts there are")
    func randomParts() throws {
        let bytes = Array(Self.sample.utf8)
        var random = SeededGenerator(seed: 4)
        for _ in 0..<300 {
            let number = Int.random(in: 1...12, using: &random)
            let inner = (0..<number).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
            let cuts = [0] + inner + [bytes.count]
            let parts = zip(cuts, cuts.dropFirst()).map { Array(bytes[$0..<$1]) }
            #expect(try read(parts) == Self.events, "cut at \(cuts)")
        }
    }

    @Test(
        "what is no event is passed over",
        arguments: [
            "", "\n\n\n", ":\n\n", ": data: x\n\n", "data: x", "data: x\n", "\u{FEFF}", "id: 1\n\n", "Data: x\n\n", " data: x\n\n",
            "dat: x\n\n", "data \n\n", "\u{FEFF}\u{FEFF}data: x\n\n",
        ])
    func nothing(_ stream: String) throws {
        #expect(try read([Array(stream.utf8)]) == [])
    }

    @Test("a byte order mark is passed over at the start only")
    func byteOrderMark() throws {
        #expect(try read([Array("\u{FEFF}data: \u{FEFF}x\n\n".utf8)]) == ["\u{FEFF}x"])
    }

    @Test("bytes that are no UTF-8 are handed on as they are")
    func rawBytes() throws {
        var parser = EventStreamParser(lineLimit: 100, eventLimit: 100)
        var found: [[UInt8]] = []
        try (Array("data: ".utf8) + [0xFF, 0x00, 0xC3] + Array("\n\n".utf8)).withUnsafeBytes { bytes in
            try parser.parse(bytes) { found.append(Array($0)) }
        }
        #expect(found == [[0xFF, 0x00, 0xC3]])
    }

    @Test("a line as long as the limit is read, and one byte more is too large, whether it has ended or not")
    func lineLimit() throws {
        let fits = "data: " + String(repeating: "x", count: 14)
        #expect(try read([Array((fits + "\n\n").utf8)], lineLimit: 20) == [String(repeating: "x", count: 14)])
        for stream in [fits + "x\n\n", fits + "x", ":" + String(repeating: " ", count: 20)] {
            #expect(throws: EventStreamParser.TooLarge.self) { try read([Array(stream.utf8)], lineLimit: 20) }
            #expect(throws: EventStreamParser.TooLarge.self) { try read(stream.utf8.map { [$0] }, lineLimit: 20) }
        }
    }

    @Test("an event of many lines is bounded like one of few")
    func eventLimit() throws {
        #expect(try read([Array("data: 1234\ndata: 6789\n\n".utf8)], eventLimit: 9) == ["1234\n6789"])
        #expect(throws: EventStreamParser.TooLarge.self) {
            try read([Array("data: 1234\ndata: 67890\n\n".utf8)], eventLimit: 9)
        }
    }

    @Test("the limit of an event does not count those before it")
    func eventLimitEach() throws {
        let stream = String(repeating: "data: 123456789\n\n", count: 100)
        #expect(try read([Array(stream.utf8)], eventLimit: 9).count == 100)
    }

    private func read(_ parts: [[UInt8]], lineLimit: Int = 1_000, eventLimit: Int = 1_000) throws -> [String] {
        var parser = EventStreamParser(lineLimit: lineLimit, eventLimit: eventLimit)
        var events: [String] = []
        for part in parts {
            try part.withUnsafeBytes { bytes in
                try parser.parse(bytes) { events.append(String(decoding: $0, as: UTF8.self)) }
            }
        }
        return events
    }
}
