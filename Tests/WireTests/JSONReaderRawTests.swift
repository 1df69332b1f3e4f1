import Testing
import Wire

@Suite("A value as it stands in its text")
struct JSONReaderRawTests {
    @Test(
        "is kept byte for byte, without the white space around it",
        arguments: ["null", "-1.50e+03", #""\u00e9é\n""#, "[1 , 2]", #"{"a": {"b":[]}, "a": 1}"#, "true"])
    func kept(json: String) throws {
        let values = try read(" [ \(json) ,7] ".utf8) { reader in
            try reader.beginArray()
            _ = try reader.nextElement()
            let raw = try reader.readRaw().string()
            _ = try reader.nextElement()
            return (raw, try reader.readInteger())
        }
        #expect(values == (json, 7))
    }

    @Test(
        "may nest so much less deep as more stands around it later",
        arguments: [(0, 31, true), (0, 32, false), (2, 29, true), (2, 30, false)])
    func depth(levels: Int, depth: Int, isGood: Bool) throws {
        let json = "[" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + ",1]"
        let code: JSONError.Code? = read(json.utf8) { reader in
            do throws(JSONError) {
                try reader.beginArray()
                _ = try reader.nextElement()
                _ = try reader.readRaw(within: levels)
                _ = try reader.nextElement()
                try reader.skipValue()
                _ = try reader.nextElement()
                try reader.finish()
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code == (isGood ? nil : .tooDeep))
    }

    @Test("has numbers of at most 1,000 bytes, wherever they stand", arguments: [(1_000, true), (1_001, false)])
    func longNumbers(length: Int, isGood: Bool) {
        let digits = String(repeating: "9", count: length - 3)
        for json in ["-\(digits)99", "0.\(digits)9", "9e+\(digits)", #"{"a":[\#(digits)999]}"#] {
            let code: JSONError.Code? = read(json.utf8) { reader in
                do throws(JSONError) {
                    _ = try reader.readRaw()
                    return nil
                } catch {
                    return error.code
                }
            }
            #expect(code == (isGood ? nil : .invalidNumber), "\(json.prefix(10))")
        }
    }

    @Test("that is not well-formed is refused", arguments: ["{", "01", #"{"a"}"#, "nul", #""\x""#])
    func malformed(json: String) {
        #expect(throws: JSONError.self) { try read(json.utf8) { reader in _ = try reader.readRaw() } }
    }
}
