import Testing
import Wire

@Suite("A string and its JSON text")
struct StringJSONTests {
    @Test(
        "a string becomes its JSON text and comes back",
        arguments: [("", #""""#), ("dry", #""dry""#), ("é\n\"\u{1}", #""é\n\"\u0001""#), ("😀", #""😀""#)])
    func both(text: String, json: String) {
        #expect(String(jsonOf: text) == json)
        #expect(String(textOfJSON: json) == text)
    }

    @Test("escapes are what they stand for, and blanks around a string are not part of it")
    func escapes() {
        #expect(String(textOfJSON: #" "\u00e9\ud83d\ude00" "#) == "é😀")
    }

    @Test(
        "what is no string, or no JSON, has no text",
        arguments: ["null", "1", "[\"a\"]", "{}", "true", "", "\"a", "a", #""a" "b""#, #""\x""#])
    func others(json: String) {
        #expect(String(textOfJSON: json) == nil)
    }
}
