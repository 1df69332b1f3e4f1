import Essentials
import Testing

@Suite("Texts that count by their bytes")
struct ExactTextTests {
    private let composed = "\u{e9}"
    private let decomposed = "e\u{301}"

    @Test("texts that only look the same are different, and ordered as their bytes are")
    func comparison() {
        #expect(composed == decomposed)
        #expect(ExactText(composed) != ExactText(decomposed))
        #expect(Set([composed, decomposed, composed].map(ExactText.init)).count == 2)
        #expect(ExactText(decomposed) < ExactText(composed) && !(ExactText("a") < ExactText("a")))
        #expect(ExactText("") < ExactText("a") && ExactText("a") < ExactText("aa") && ExactText("") == ExactText(""))
        #expect(ExactText("ab").hashValue == ExactText("a" + "b").hashValue)
    }
}
