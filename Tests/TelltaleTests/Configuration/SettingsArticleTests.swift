import Foundation
import Testing

@testable import telltale

/// The documentation of settings.
struct SettingsArticleTests {
    @Test("the article on settings is what the table says (UPDATE_DOCUMENTATION=1 swift test writes it)")
    func article() throws {
        let file = Project.root + "/Sources/telltale/telltale.docc/Settings.md"
        if ProcessInfo.processInfo.environment["UPDATE_DOCUMENTATION"] == "1" {
            try SettingsArticle.text.write(toFile: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == SettingsArticle.text)
    }
}
