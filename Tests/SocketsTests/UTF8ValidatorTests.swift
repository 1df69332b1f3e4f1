import Testing

@testable import Sockets

@Suite("UTF-8, checked piece by piece")
struct UTF8ValidatorTests {
    private func check(_ bytes: [UInt8], cut: Int) -> Bool {
        var validator = UTF8Validator()
        let isValid = bytes.withUnsafeBytes { all in
            validator.validate(UnsafeRawBufferPointer(rebasing: all[..<cut]))
                && validator.validate(UnsafeRawBufferPointer(rebasing: all[cut...]))
        }
        return isValid && validator.isComplete
    }

    @Test("valid text is valid wherever it is cut")
    func validText() {
        for text in [
            "", "plain", "κόσμε", "\u{7FF}\u{800}\u{FFFD}\u{10000}\u{10FFFF}", "ASCII runs longer than eight bytes é and on",
            "\u{D7FF}\u{E000}",
        ] {
            let bytes = Array(text.utf8)
            for cut in 0...bytes.count { #expect(check(bytes, cut: cut), "\(text) cut at \(cut)") }
        }
    }

    @Test(
        "overlong forms, surrogates, stray and missing continuations are refused",
        arguments: [
            [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0x80],
            [0xC2], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC2, 0x41], [0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x80],
        ] as [[UInt8]])
    func invalidText(bytes: [UInt8]) {
        for cut in 0...bytes.count { #expect(!check(bytes, cut: cut)) }
    }

    @Test("it fails at the first impossible byte, before the text is complete")
    func failsFast() {
        var validator = UTF8Validator()
        let isPossible = [UInt8]([0xF0]).withUnsafeBytes { validator.validate($0) }
        let isStillPossible = [UInt8]([0x80]).withUnsafeBytes { validator.validate($0) }
        #expect(isPossible)
        #expect(!isStillPossible)
    }
}
