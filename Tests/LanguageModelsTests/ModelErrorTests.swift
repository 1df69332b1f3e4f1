import LanguageModels
import Testing

@Suite("Errors of models")
struct ModelErrorTests {
    @Test("the codes are the values of a label, so they are few and lower case")
    func codes() {
        #expect(
            ModelError.Code.allCases.map(\.rawValue) == [
                "unreachable", "timeout", "rate_limited", "upstream", "refused", "malformed", "truncated", "too_large", "cancelled",
            ])
    }
}
