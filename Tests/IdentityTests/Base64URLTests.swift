import Testing

@testable import Identity

@Suite struct Base64URLTests {
    // RFC 4648 section 10, without its padding.
    static let pairs = [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
    ]

    @Test("spells and reads the examples of RFC 4648", arguments: pairs)
    func examples(plain: String, spelt: String) {
        #expect(Base64URL.encode(plain.utf8) == Array(spelt.utf8))
        #expect(Base64URL.decode(Array(spelt.utf8)[...]) == Array(plain.utf8))
    }

    @Test("uses the two characters that differ from plain base64")
    func alphabet() {
        #expect(Base64URL.encode([0xFB, 0xFF, 0xBF]) == Array("-_-_".utf8))
        #expect(Base64URL.decode(Array("-_-_".utf8)[...]) == [0xFB, 0xFF, 0xBF])
    }

    @Test(
        "refuses padding, other characters, impossible lengths and set trailing bits",
        arguments: [
            "Zg==", "Zm8=", "Zm9vYg==", "=", "A", "AAAAA", "+/+/", "Zm 9v", "Zm9v\n", "\nZm9v", "Zm9v\r\n", "Zm.v", "Zm9é", "Z\u{0}9v",
            "Zh", "Zm9", "Zm9vYh", "Zm9vYmF", "A_", "AA_",
        ])
    func refuses(_ text: String) {
        #expect(Base64URL.decode(Array(text.utf8)[...]) == nil)
    }

    @Test("refuses a foreign character wherever it stands")
    func foreign() {
        let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        for length in [2, 3, 4, 6, 7, 8, 11] {
            let spelt = [UInt8](repeating: UInt8(ascii: "A"), count: length)
            #expect(Base64URL.decode(spelt[...]) != nil)
            for place in 0..<length {
                for byte in UInt8.min...UInt8.max where !alphabet.contains(byte) {
                    var text = spelt
                    text[place] = byte
                    #expect(Base64URL.decode(text[...]) == nil, "\(byte) at \(place) of \(length)")
                }
            }
        }
    }

    @Test("has one spelling for each sequence of bytes")
    func canonical() {
        var random = SeededRandom(seed: 1)
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            let spelt = Base64URL.encode(bytes)
            #expect(spelt.count == (length * 8 + 5) / 6)
            #expect(Base64URL.decode(spelt[...]) == bytes)
        }
    }
}
