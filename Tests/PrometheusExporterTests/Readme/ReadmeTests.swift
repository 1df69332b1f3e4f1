import Foundation
import Testing

@Suite("The README's example")
struct ReadmeTests {
    @Test("is the code that is compiled here")
    func isCompiled() throws {
        let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "ReadmeExample.swift")
        let root = source.deletingLastPathComponent().appending(path: "../../..").standardized
        let compiled = try String(contentsOf: source, encoding: .utf8)
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let imports = compiled.split(separator: "\n").filter { $0.hasPrefix("import ") }.joined(separator: "\n")
        let body = try #require(compiled.firstRange(of: "        // begin\n").map { compiled[$0.upperBound...] })
        let end = try #require(body.firstRange(of: "        // end\n"))
        let lines = body[..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
        let example = lines.map { $0.hasPrefix("        ") ? $0.dropFirst(8) : $0 }.joined(separator: "\n")
        #expect(readme.contains("```swift\n\(imports)\n\n\(example)```"))
    }
}
