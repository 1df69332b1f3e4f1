import Testing

@testable import LoadGenerator

@Suite("Marker")
struct MarkerTests {
    static let run = "abcdefgh".utf8.withContiguousStorageIfAvailable { UnsafeRawBufferPointer($0).loadUnaligned(as: UInt64.self) } ?? 0
    static let text = "~abcdefgh0000001200345678~"

    @Test("a marker is 26 plain characters")
    func literal() {
        var bytes = [UInt8](repeating: 0, count: Marker.length)
        bytes.withUnsafeMutableBytes { Marker(publisher: 12, sequence: 345_678).write(run: Self.run, into: $0, at: 0) }
        #expect(String(decoding: bytes, as: UTF8.self) == Self.text)
    }

    @Test("a marker is found wherever it stands, and again where it stood before")
    func found() {
        var search = MarkerSearch(run: Self.run)
        for prefix in ["", "~", "~~", "{\"content\":\"", "~abcdefgh0000001x00345678~", String(repeating: "~y", count: 40)] {
            for _ in 0..<2 {
                #expect(Self.find(prefix + Self.text + "tail", &search) == Marker(publisher: 12, sequence: 345_678))
            }
        }
    }

    @Test(
        "what is no marker of this run is not taken for one",
        arguments: [
            "", "~", "~abcdefgh0000001200345678", "~abcdefgi0000001200345678~", "~abcdefgh000000120034567/~",
            "~abcdefgh0000001200345:78~", "xabcdefgh0000001200345678~", "~abcdefgh0000001200345678x",
            "{\"type\":\"ack\",\"id\":\"abcdefgh-00000012-00345678\"}",
        ])
    func refused(text: String) {
        var search = MarkerSearch(run: Self.run)
        #expect(Self.find(text, &search) == nil)
    }

    @Test("eight digits are read back, and only digits are", arguments: [0, 1, 9, 10, 12_345_678, 87_654_321, 99_999_999] as [UInt32])
    func digits(value: UInt32) {
        var bytes = [UInt8](repeating: 0, count: 8)
        bytes.withUnsafeMutableBytes { EightDigits.write(value, into: $0, at: 0) }
        #expect(bytes.withUnsafeBytes { EightDigits.read($0, at: 0) } == value)
        for place in 0..<8 {
            for byte in [UInt8](0...255) where !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                var changed = bytes
                changed[place] = byte
                #expect(changed.withUnsafeBytes { EightDigits.read($0, at: 0) } == nil)
            }
        }
    }

    @Test("the run's letters are letters, and differ from run to run")
    func randomRun() {
        let runs = (0..<20).map { _ in MarkerSearch.randomRun() }
        #expect(Set(runs).count == 20)
        for run in runs { #expect(withUnsafeBytes(of: run) { $0.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } }) }
    }

    @Test("a message is a chat frame of the asked length around its marker")
    func template() {
        var template = MessageTemplate(run: Self.run, bytes: 100, withIDs: false)
        let text = String(decoding: template.text(Marker(publisher: 12, sequence: 345_678)), as: UTF8.self)
        #expect(
            text == #"{"type":"message","respond":false,"content":"~abcdefgh0000001200345678~"# + String(repeating: "x", count: 27) + #""}"#
        )
        #expect(text.utf8.count == 100)
    }

    @Test("a message with an id has one of its own")
    func templateWithID() {
        var template = MessageTemplate(run: Self.run, bytes: 0, withIDs: true)
        _ = template.text(Marker(publisher: 1, sequence: 1))
        #expect(
            String(decoding: template.text(Marker(publisher: 12, sequence: 345_678)), as: UTF8.self)
                == #"{"type":"message","id":"abcdefgh-00000012-00345678","respond":false,"content":"~abcdefgh0000001200345678~"}"#)
    }

    private static func find(_ text: String, _ search: inout MarkerSearch) -> Marker? {
        Array(text.utf8).withUnsafeBytes { search.find(in: $0) }
    }
}
