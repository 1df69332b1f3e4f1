import Testing

@testable import Gateway

@Suite("Percent-encoding")
struct PercentEncodingTests {
    @Test("escapes come to text, a plus to a blank in forms only")
    func decode() {
        #expect(PercentEncoding.decode("a%2Fb+c%2b", isForm: true) == "a/b c+")
        #expect(PercentEncoding.decode("a%2Fb+c%2b", isForm: false) == "a/b+c+")
        #expect(PercentEncoding.decode("%F0%9F%8E%89", isForm: false) == "🎉")
        #expect(PercentEncoding.decode("%00", isForm: false) == "\0")
        #expect(PercentEncoding.decode("", isForm: true) == "")
    }

    @Test("broken escapes come to nothing", arguments: ["%", "%4", "%zz", "%C3", "%ff", "a%", "%+1", "%１１", "%ed%a0%80"])
    func broken(text: String) {
        #expect(PercentEncoding.decode(text[...], isForm: true) == nil)
        #expect(PercentEncoding.decode(text[...], isForm: false) == nil)
    }
}
