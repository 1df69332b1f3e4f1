import Testing
import Wire

@Suite("JSON writer")
struct JSONWriterTests {
    @Test("only what must be escaped is, wherever it stands")
    func escapes() {
        let string = "\"\\\u{08}\t\n\u{0C}\r\u{00}\u{01}\u{0F}\u{10}\u{1F}\u{7F}/é😀\u{2028}"
        for padding in 0..<20 {
            var writer = JSONWriter()
            let prefix = String(repeating: "x", count: padding)
            writer.value(prefix + string + prefix)
            let expected = #"\"\\\b\t\n\f\r\u0000\u0001\u000f\u0010\u001f"# + "\u{7F}/é😀\u{2028}"
            #expect(text(writer.bytes) == "\"" + prefix + expected + prefix + "\"")
        }
    }

    @Test("commas come between members and elements and nowhere else")
    func commas() {
        var writer = JSONWriter(capacity: 0)
        writer.beginObject()
        writer.name("a")
        writer.beginArray()
        writer.endArray()
        writer.name("b")
        writer.beginArray()
        writer.value(1)
        writer.beginObject()
        writer.endObject()
        writer.null()
        writer.endArray()
        writer.member("c", true)
        writer.name(escaping: "d\"")
        writer.raw("{}".utf8)
        writer.member("e", false)
        writer.endObject()
        #expect(text(writer.bytes) == #"{"a":[],"b":[1,{},null],"c":true,"d\"":{},"e":false}"#)
    }

    @Test("a member that is nil is left out")
    func leavesOut() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("s", String?.none)
        writer.member("i", Int64?.none)
        writer.member("n", Int?.none)
        writer.member("d", Double?.none)
        writer.member("b", Bool?.none)
        writer.member("t", time: nil)
        writer.endObject()
        #expect(text(writer.bytes) == "{}")
    }

    @Test(
        "whole numbers are written in full",
        arguments: [
            (0, "0"), (7, "7"), (-7, "-7"), (10, "10"), (1_234_567_890, "1234567890"),
            (Int64.max, "9223372036854775807"), (Int64.min, "-9223372036854775808"),
        ])
    func integers(_ value: Int64, _ expected: String) {
        var writer = JSONWriter()
        writer.value(value)
        #expect(text(writer.bytes) == expected)
    }

    @Test(
        "doubles are written in their shortest form, and null when they are not finite",
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (-3, "-3"), (0.1, "0.1"), (1.5, "1.5"), (1e15, "1000000000000000"),
            (-0.25, "-0.25"), (0.000001, "0.000001"), (-0.000123, "-0.000123"), (12.050, "12.05"), (0.1 + 0.2, "0.30000000000000004"),
            (999_999_999.999999, "999999999.999999"), (1_000_000_000.5, "1000000000.5"), (1.0000001, "1.0000001"),
            (1e16, "1e+16"), (1e-7, "1e-07"), (.leastNonzeroMagnitude, "5e-324"), (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
        ] as [(Double, String)])
    func doubles(_ value: Double, _ expected: String) {
        var writer = JSONWriter()
        writer.value(value)
        #expect(text(writer.bytes) == expected)
        #expect(check(writer.bytes) == nil)
    }

    @Test("every double is read back as it was, in no more digits than needed")
    func doublesRoundTrip() throws {
        var generator = SeededGenerator(seed: 7)
        var wrong: [Double] = []
        for round in 0..<5_000 {
            let value =
                switch round % 3 {
                case 0: Double(bitPattern: generator.next())
                case 1: Double(Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &generator)) / 1e6
                default: Double.random(in: -2_000...2_000, using: &generator)
                }
            guard value.isFinite else { continue }
            var writer = JSONWriter()
            writer.value(value)
            let isShort = writer.bytes.count <= value.description.utf8.count + 3
            if try read(writer.bytes, { try $0.readDouble() }) != value || !isShort { wrong.append(value) }
        }
        #expect(wrong.isEmpty)
    }

    @Test("what the writer writes, the reader reads back")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<500 {
            let scalars = (0..<Int.random(in: 0...40, using: &generator)).map { _ in Self.scalar(using: &generator) }
            let string = String(String.UnicodeScalarView(scalars))
            var writer = JSONWriter()
            writer.value(string)
            let back = try read(writer.bytes) { try $0.readString() }
            #expect(back.unicodeScalars.elementsEqual(string.unicodeScalars))
        }
    }

    private static func scalar(using generator: inout SeededGenerator) -> Unicode.Scalar {
        let ranges: [ClosedRange<UInt32>] = [0...0x1F, 0x20...0x7F, 0x80...0x7FF, 0x800...0xD7FF, 0x1_0000...0x10_FFFF]
        let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
        return Unicode.Scalar(UInt32.random(in: range, using: &generator)) ?? "?"
    }
}
