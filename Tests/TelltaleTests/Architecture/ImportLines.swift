import Foundation

/// The `import` lines of a folder's Swift files.
enum ImportLines {
    struct Line: Hashable, CustomStringConvertible {
        let file: String
        let module: String

        var description: String { "\(file) imports \(module)" }
    }

    static func all(in folder: String) throws -> [Line] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.flatMap { name in
            try modules(in: String(contentsOfFile: folder + "/" + name, encoding: .utf8)).map { Line(file: name, module: $0) }
        }
    }

    /// The modules that a source imports, whatever stands before `import` or what it takes from them.
    static func modules(in source: String) -> [String] {
        let kinds: Set = ["typealias", "struct", "class", "enum", "protocol", "let", "var", "func", "actor"]
        return source.utf8.split(separator: UInt8(ascii: "\n")).filter(mayImport).compactMap { line in
            let words = Substring(line).split(whereSeparator: \.isWhitespace)
            guard let place = words.firstIndex(of: "import"), words[..<place].allSatisfy(isModifier) else { return nil }
            let path = words[(place + 1)...].drop { kinds.contains(String($0)) }.first
            return path?.split(separator: ".").first.map(String.init)
        }
    }

    /// Bytes are quick to look at, and most lines start with something else.
    private static func mayImport(_ line: Substring.UTF8View) -> Bool {
        guard let first = line.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { return false }
        return "@ipf".utf8.contains(first)
    }

    private static func isModifier(_ word: Substring) -> Bool {
        word.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains(word)
    }
}
