import Foundation
import Testing

@testable import Identity

@Suite struct JSONParserTests {
    private func parse(_ text: String) throws(JSONSyntaxError) -> JSONObject {
        try JSONParser.object(Array(text.utf8))
    }

    @Test("reads every kind of value and keeps the digits of numbers")
    func values() throws {
        let object = try parse(
            #" { "n" : null , "t":true,"f":false,"i":12345678901234567890123,"d":-0.5e+10,"a":[1,[],{}],"o":{"x":"y"},"s":"" } "#)
        #expect(object.contains("n") && object["n"] == nil)
        #expect(object["t"] == .bool(true))
        #expect(object["f"] == .bool(false))
        #expect(object["i"] == .number("12345678901234567890123"))
        #expect(object["d"] == .number("-0.5e+10"))
        #expect(object["a"] == .array([.number("1"), .array([]), .object(JSONObject())]))
        #expect(object["s"] == .string(""))
        guard case .object(let inner) = object["o"] else { return #expect(Bool(false), "o is no object") }
        #expect(inner["x"] == .string("y"))
    }

    @Test("reads escapes, surrogate pairs and UTF-8")
    func escapes() throws {
        let object = try parse(#"{"s":"\"\\\/\b\f\n\r\t\u0041\u00e9\uD834\uDD1e é €"}"#)
        #expect(object["s"] == .string("\"\\/\u{8}\u{C}\n\r\tAé\u{1D11E} é €"))
    }

    @Test(
        "refuses what RFC 8259 does not allow",
        arguments: [
            "", " ", "1", "null", "[]", "\"a\"", "{", "}", "{}{}", "{} x", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{"a" 1}"#,
            #"{a:1}"#, #"{'a':1}"#, #"{"a":01}"#, #"{"a":+1}"#, #"{"a":.5}"#, #"{"a":1.}"#, #"{"a":1e}"#, #"{"a":-}"#, #"{"a":NaN}"#,
            #"{"a":True}"#, #"{"a":tru}"#, #"{"a":nul"#, #"{"a":[1,]}"#, #"{"a":[1 2]}"#, #"{"a":[}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#,
            #"{"a":"\uD800"}"#, #"{"a":"\uDC00"}"#, #"{"a":"\uD800\u0041"}"#, #"{"a":"\uD800x"}"#, #"{"a":"\u+123"}"#, #"{"a":"b"#,
            "{\"a\":\"\n\"}", "{\"a\":\"\\\"", "\u{FEFF}{}", "{}\u{0}", "{/**/}", "{\u{A0}}",
        ])
    func refuses(_ text: String) {
        #expect(throws: JSONSyntaxError.invalid) { try JSONParser.object(Array(text.utf8)) }
    }

    @Test(
        "refuses bytes that are not UTF-8, in names and values, escaped or not",
        arguments: [[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]])
    func refusesUTF8(_ bytes: [UInt8]) {
        for (before, after) in [(#"{"a":""#, #""}"#), (#"{"a":"\n"#, #""}"#), (#"{""#, #"":1}"#)] {
            #expect(throws: JSONSyntaxError.invalid) { try JSONParser.object(Array(before.utf8) + bytes + Array(after.utf8)) }
        }
    }

    @Test(
        "refuses two members of one name, also nested and however the name is escaped",
        arguments: [
            #"{"a":1,"a":1}"#, #"{"a":1,"b":2,"\u0061":3}"#, #"{"x":{"a":1,"a":2}}"#, #"{"x":[{"a":1,"a":2}]}"#, #"{"":1,"":2}"#,
            #"{"a":null,"a":1}"#,
        ])
    func duplicates(_ text: String) {
        #expect(throws: JSONSyntaxError.duplicateMember) { try JSONParser.object(Array(text.utf8)) }
    }

    @Test("tells apart names that only Unicode holds to be equivalent")
    func bytewise() throws {
        let object = try parse(#"{"\u00e9":1,"e\u0301":2}"#)
        #expect(object.members.count == 2)
        #expect(object["\u{E9}"] == .number("1"))
        #expect(object["e\u{301}"] == .number("2"))
    }

    @Test("bounds depth and members")
    func bounds() throws {
        func nested(_ depth: Int) -> String {
            #"{"a":"# + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1) + "}"
        }
        func wide(_ count: Int) -> String {
            "{" + (0..<count).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        }
        _ = try parse(nested(16))
        #expect(throws: JSONSyntaxError.tooDeep) { try parse(nested(17)) }
        #expect(throws: JSONSyntaxError.tooDeep) { try parse(#"{"a":"# + String(repeating: "[", count: 100_000)) }
        #expect(try parse(wide(256)).members.count == 256)
        #expect(throws: JSONSyntaxError.tooManyMembers) { try parse(wide(257)) }
    }

    @Test("accepts nothing, of thousands of mangled texts, that Foundation's parser refuses")
    func neverLaxerThanFoundation() {
        // Short numbers: Foundation also refuses those that no Double holds.
        let original = Array(#"{"sub":"ad\u00e9a","exp":170,"f":-1.5e3,"x":[true,null,{"y":"\uD834\uDD1E€"}],"z":false}"#.utf8)
        var random = SeededRandom(seed: 2)
        var accepted = 0
        for _ in 0..<5_000 {
            let mangled = Mangling.mangled(original, using: &random)
            guard (try? JSONParser.object(mangled)) != nil else { continue }
            accepted += 1
            #expect((try? JSONSerialization.jsonObject(with: Data(mangled))) != nil, "\(String(decoding: mangled, as: UTF8.self))")
        }
        #expect(accepted > 100)
    }
}
