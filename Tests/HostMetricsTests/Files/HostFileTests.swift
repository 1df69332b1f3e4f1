import Glibc
import Testing

@testable import HostMetrics

@Suite("Files of the kernel")
struct HostFileTests {
    private func fields(_ lines: LineScanner?) -> [[String]] {
        guard var lines else { return [] }
        var result: [[String]] = []
        while lines.nextLine() {
            var fields: [String] = []
            while let field = lines.nextField() { fields.append(lines.text(field)) }
            result.append(fields)
        }
        return result
    }

    @Test("lines are taken apart at newlines and fields at spaces and tabs, however many")
    func fields() throws {
        let folder = try Fixture(["a": "  one two\t\tthree  \n\n \t\nfour\n five"])
        defer { folder.remove() }
        var file = folder.folder.file("a")
        #expect(fields(try file.lines()) == [["one", "two", "three"], ["four"], ["five"]])
    }

    @Test("a file is read anew each time, whether it grew or shrank")
    func again() throws {
        let folder = try Fixture(["a": "1 2 3\n"])
        defer { folder.remove() }
        var file = folder.folder.file("a")
        #expect(fields(try file.lines()) == [["1", "2", "3"]])
        let many = (0..<5_000).map { "line \($0)" }
        try folder.write("a", many.joined(separator: "\n"))
        #expect(fields(try file.lines()).map { $0.joined(separator: " ") } == many)
        try folder.write("a", "4\n")
        #expect(fields(try file.lines()) == [["4"]])
        try folder.write("a", "")
        #expect(fields(try file.lines()) == [])
    }

    @Test("a file that is not there is no failure")
    func missing() throws {
        let folder = try Fixture(["a": "1"])
        defer { folder.remove() }
        var file = folder.folder.file("b")
        #expect(try file.lines() == nil)
        var below = folder.folder.file("a/b")
        #expect(try below.lines() == nil)
    }

    @Test("a file that cannot be read is a failure")
    func unreadable() throws {
        let folder = try Fixture(["a/b": "1"])
        defer { folder.remove() }
        var file = folder.folder.file("a")
        #expect(throws: HostFileError(code: .unreadable(EISDIR), path: "\(folder.path)/a")) { try file.lines() }
    }

    @Test("a file of 4 MiB is read, a longer one is refused")
    func large() throws {
        let folder = try Fixture()
        defer { folder.remove() }
        try folder.write("a", bytes: [UInt8](repeating: UInt8(ascii: "x"), count: 4_194_303))
        var file = folder.folder.file("a")
        #expect(fields(try file.lines()).first?.first?.utf8.count == 4_194_303)
        try folder.write("a", bytes: [UInt8](repeating: UInt8(ascii: "\n"), count: 4_194_305))
        #expect(throws: HostFileError(code: .tooLarge, path: "\(folder.path)/a")) { try file.lines() }
        var endless = HostFile(path: "/dev/zero")
        #expect(throws: HostFileError(code: .tooLarge, path: "/dev/zero")) { try endless.lines() }
    }

    @Test(
        "whole numbers of up to 64 bits are read, everything else is none",
        arguments: [
            ("0", 0), ("007", 7), ("18446744073709551615", UInt64.max), ("18446744073709551616", nil), ("99999999999999999999", nil),
            ("-1", nil), ("+1", nil), ("1.5", nil), ("1e3", nil), ("0x10", nil), ("x", nil), ("１", nil),
        ] as [(String, UInt64?)])
    func wholeNumbers(text: String, number: UInt64?) {
        let lines = LineScanner(Array(text.utf8), count: text.utf8.count, path: "")
        #expect(lines.wholeNumber(0..<text.utf8.count) == number)
    }

    @Test(
        "decimals may have a sign, and must be finite",
        arguments: [
            ("0.25", 0.25), ("-1", -1), ("18446744073709551615", 0x1p64),
            ("18446744073709551616", 0x1p64),
            ("nan", nil), ("inf", nil), ("1e999", nil), ("1,5", nil), ("--1", nil),
        ] as [(String, Double?)])
    func decimals(text: String, number: Double?) {
        let lines = LineScanner(Array(text.utf8), count: text.utf8.count, path: "")
        #expect(lines.decimal(0..<text.utf8.count) == number)
    }

    @Test("a line that is not as documented is named")
    func position() throws {
        let folder = try Fixture(["a": "1\n\nx\n"])
        defer { folder.remove() }
        var file = folder.folder.file("a")
        var lines = try #require(try file.lines())
        #expect(lines.nextLine() == true)
        #expect(try lines.needNumber() == 1)
        #expect(lines.nextLine() == true)
        let problem = HostFileError(code: .malformed(line: 3), path: "\(folder.path)/a")
        #expect(throws: problem) { try lines.needNumber() }
        #expect(problem.description == "\(folder.path)/a is not as documented in line 3")
    }
}
