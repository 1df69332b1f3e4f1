import Testing
import Wire

@Suite("JSON reader")
struct JSONReaderTests {
    @Test(
        "RFC 8259 texts are accepted",
        arguments: [
            "{}", "[]", "null", "true", "false", "0", "-0", "10", "-1.5", "1e5", "1E+5", "1.25e-3", #""""#, #""a""#,
            " \t\r\n[ 1 , 2 ] \n", #"{"a":{"b":[1,{"c":null}]}}"#, #"{"":1}"#, #""\"\\\/\b\f\n\r\t\u0041""#,
            #""\ud83d\ude00""#, #""\uD83D\uDE00""#, #""\u0000""#, "\"\u{7f}\"", "\"é😀\u{2028}\"", "123456789012345678901234567890",
        ])
    func accepts(_ json: String) {
        #expect(check(json.utf8) == nil)
    }

    @Test(
        "everything else is refused with its reason",
        arguments: [
            ("", JSONError.Code.unexpectedEnd), (" ", .unexpectedEnd), ("{", .unexpectedEnd), ("[", .unexpectedEnd),
            (#"{"a""#, .unexpectedEnd), (#"{"a":"#, .unexpectedEnd), (#"{"a":1"#, .unexpectedEnd), ("[1", .unexpectedEnd),
            ("[1,", .unexpectedEnd), (#""abc"#, .unexpectedEnd), ("-", .unexpectedEnd), ("1.", .unexpectedEnd),
            ("1e", .unexpectedEnd), ("tru", .unexpectedEnd), ("nul", .unexpectedEnd),
            ("{,}", .unexpectedByte), (#"{"a":1,}"#, .unexpectedByte), ("[1,]", .unexpectedByte), ("[,1]", .unexpectedByte),
            ("[1 2]", .unexpectedByte), (#"{"a" 1}"#, .unexpectedByte), (#"{"a":1 "b":2}"#, .unexpectedByte),
            ("{a:1}", .unexpectedByte), ("{'a':1}", .unexpectedByte), ("{1:1}", .unexpectedByte), ("[1}", .unexpectedByte),
            (#"{"a":1]"#, .unexpectedByte), ("]", .unexpectedByte), ("nan", .unexpectedEnd), ("NaN", .unexpectedByte),
            ("Infinity", .unexpectedByte), ("True", .unexpectedByte), ("trUe", .unexpectedByte), ("+1", .unexpectedByte),
            (".5", .unexpectedByte), ("'a'", .unexpectedByte), ("// x\n1", .unexpectedByte), ("\u{FEFF}{}", .unexpectedByte),
            ("\u{A0}1", .unexpectedByte), ("01", .invalidNumber), ("-01", .invalidNumber), ("1.e5", .invalidNumber),
            ("0x10", .invalidNumber), ("1a", .invalidNumber), ("1e+", .unexpectedEnd), ("1.2.3", .invalidNumber),
            ("-a", .invalidNumber), ("--1", .invalidNumber), ("1-1", .invalidNumber), ("1e5e5", .invalidNumber),
            (#""\x41""#, .invalidEscape), (#""\u00g0""#, .invalidEscape), (#""\u12""#, .invalidEscape), (#""\"#, .invalidEscape),
            (#""\U0041""#, .invalidEscape), (#""\ud83d""#, .invalidEscape), (#""\ude00""#, .invalidEscape),
            (#""\ud83dx""#, .invalidEscape), (#""\ud83d\n""#, .invalidEscape), (#""\ud83d\u0041""#, .invalidEscape),
            (#""\ude00\ud83d""#, .invalidEscape), (#""\ud83d\ud83d""#, .invalidEscape), (#"{"\q":1}"#, .invalidEscape),
            ("\"a\nb\"", .controlCharacter), ("\"\u{0}\"", .controlCharacter), ("\"12345678\u{1f}\"", .controlCharacter),
            ("1 1", .trailingBytes), ("{}{}", .trailingBytes), ("{}\u{0}", .trailingBytes), ("[]]", .trailingBytes),
            ("null,", .trailingBytes), ("\"a\"\"b\"", .trailingBytes), ("truefalse", .trailingBytes),
        ])
    func refuses(_ json: String, _ reason: JSONError.Code) {
        #expect(check(json.utf8) == reason)
    }

    @Test("32 levels are accepted and the 33rd is refused, without using the stack for more")
    func depth() {
        let deep = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        #expect(check(deep.utf8) == nil)
        #expect(check("[\(deep)]".utf8) == .tooDeep)
        let objects = String(repeating: #"{"a":"#, count: 33) + "1" + String(repeating: "}", count: 33)
        #expect(check(objects.utf8) == .tooDeep)
        #expect(check(String(repeating: "[", count: 1_000_000).utf8) == .tooDeep)
        let wide = "[" + Array(repeating: "[]", count: 1_000).joined(separator: ",") + "]"
        #expect(check(wide.utf8) == nil)
    }

    @Test("strings are decoded with all their escapes, wherever in a word of eight bytes they stand")
    func decodesStrings() throws {
        for padding in 0..<20 {
            let prefix = String(repeating: "x", count: padding)
            let json = #"""# + prefix + #"\"\\\/\b\f\n\r\té\u00e9\u20AC\ud83d\ude00😀""#
            let value = try read(json.utf8) { try $0.readString() }
            #expect(value == prefix + "\"\\/\u{08}\u{0C}\n\r\téé€😀😀")
        }
    }

    @Test(
        "a string that is not UTF-8 is refused when it is decoded",
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80]] as [[UInt8]])
    func refusesBadUTF8(_ bad: [UInt8]) {
        for escape in ["", #"\n"#] {
            let json = [UInt8(ascii: "\"")] + Array(escape.utf8) + bad + [UInt8(ascii: "\"")]
            #expect(throws: JSONError(.invalidUTF8, at: 0)) { try read(json) { try $0.readString() } }
        }
    }

    @Test(
        "whole numbers keep all 64 bits",
        arguments: [
            ("0", 0), ("-0", 0), ("7", 7), ("-7", -7), ("9223372036854775807", Int64.max),
            ("-9223372036854775808", Int64.min), ("9007199254740993", 9_007_199_254_740_993),
        ] as [(String, Int64)])
    func integers(_ json: String, _ expected: Int64) throws {
        #expect(try read(json.utf8) { try $0.readInteger() } == expected)
    }

    @Test(
        "numbers that are not whole, or too large, are no integers",
        arguments: ["1.0", "1e3", "9223372036854775808", "-9223372036854775809", "123456789012345678901234567890"])
    func notIntegers(_ json: String) {
        #expect(throws: JSONError.self) { try read(json.utf8) { try $0.readInteger() } }
    }

    @Test(
        "doubles are read exactly, and what a double cannot hold is refused",
        arguments: [("0.1", 0.1), ("-1.5e3", -1500), ("1", 1), ("5e-324", .leastNonzeroMagnitude), ("1e-999", 0), ("1e999", nil)]
            as [(String, Double?)])
    func doubles(_ json: String, _ expected: Double?) {
        #expect((try? read(json.utf8) { try $0.readDouble() }) == expected)
    }

    @Test("an object's members are read one by one, by name, also when the name is escaped")
    func pulls() throws {
        let json = #" {"a" : "x", "\u0062":[1, 2.5,true] ,"c":{"d":null},"e":false} "#
        try read(json.utf8) { reader in
            try reader.beginObject()
            #expect(try reader.nextMember()?.equals("a") == true)
            #expect(try reader.readString() == "x")
            #expect(try reader.nextMember()?.equals("b") == true)
            try reader.beginArray()
            #expect(try reader.nextElement())
            #expect(try reader.readInteger() == 1)
            #expect(try reader.nextElement())
            #expect(try reader.readDouble() == 2.5)
            #expect(try reader.nextElement())
            #expect(try reader.readBool())
            #expect(try !reader.nextElement())
            #expect(try reader.nextMember()?.equals("c") == true)
            try reader.beginObject()
            #expect(try reader.nextMember()?.equals("d") == true)
            #expect(try reader.readNull())
            #expect(try reader.nextMember() == nil)
            #expect(try reader.nextMember()?.equals("e") == true)
            #expect(try !reader.readNull())
            #expect(try !reader.readBool())
            #expect(try reader.nextMember() == nil)
            try reader.finish()
        }
    }

    @Test("an array that was read as one token gives its elements again, however deep it stood")
    func elements() throws {
        let deep = String(repeating: "[", count: 29) + #" ["a" , 2,[ ],{"b":[1]}, null ,"\n"]"# + String(repeating: "]", count: 29)
        try read(deep.utf8) { reader in
            for _ in 0..<29 {
                try reader.beginArray()
                _ = try reader.nextElement()
            }
            let token = try reader.readToken()
            guard case .array(let array) = token else {
                Issue.record("no array")
                return
            }
            #expect(array.count == 6)
            let shown = try array.tokens().map(describe)
            #expect(shown == ["sa", "n2", "a0", "o1", "null", "s\n"])
            for _ in 0..<29 { #expect(try !reader.nextElement()) }
            try reader.finish()
        }
    }

    private func describe(_ token: JSONToken) throws -> String {
        switch token {
        case .string(let text): "s" + (try text.string())
        case .number(let text): "n\(text.integer ?? 0)"
        case .array(let elements): "a\(elements.count)"
        case .object(let count): "o\(count)"
        case .null: "null"
        case .bool(let value): "\(value)"
        }
    }

    @Test("a value of another type is named as that, not as malformed")
    func wrongTypes() {
        #expect(code("1") { _ = try $0.readString() } == .wrongType)
        #expect(code(#""1""#) { _ = try $0.readInteger() } == .wrongType)
        #expect(code("null") { _ = try $0.readBool() } == .wrongType)
        #expect(code("[]") { _ = try $0.readDouble() } == .wrongType)
        #expect(code("[]") { try $0.beginObject() } == .wrongType)
        #expect(code("{}") { try $0.beginArray() } == .wrongType)
        #expect(code("}") { try $0.beginArray() } == .unexpectedByte)
    }

    private func code(_ json: String, _ body: (inout JSONReader) throws -> Void) -> JSONError.Code? {
        do {
            try read(json.utf8, body)
            return nil
        } catch {
            return (error as? JSONError)?.code
        }
    }
}
