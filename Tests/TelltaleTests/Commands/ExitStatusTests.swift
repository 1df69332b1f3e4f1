import Foundation
import Testing

@testable import telltale

/// What the process ends with.
struct ExitStatusTests {
    @Test("every exit status stands in the README", arguments: telltale.ExitStatus.allCases)
    func documented(status: telltale.ExitStatus) throws {
        let readme = try String(contentsOfFile: Project.root + "/README.md", encoding: .utf8)
        #expect(readme.contains("\n| \(status.rawValue) | "))
    }
}
