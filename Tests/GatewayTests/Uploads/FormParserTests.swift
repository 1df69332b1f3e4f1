import Testing

@testable import Gateway

@Suite("A form")
struct FormParserTests {
    private static let form =
        "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--b \t\r\n"
        + "content-type: text/plain\r\ncontent-disposition: form-data; name=\"file\"; filename=\"Grüße.txt\"\r\n\r\n"
        + "one\r\n--\r\n\r--c\r\n-b\r\n--b--\r\nepilogue"

    /// What is read of a form that comes in these pieces: its contents put together.
    private static func read(_ pieces: [[UInt8]], boundary: String = "b") throws -> [FormParser.Event] {
        var parser = FormParser(boundary: boundary)
        var events: [FormParser.Event] = []
        for piece in pieces {
            parser.append(piece)
            while let event = try parser.next() {
                if case .content(let more) = event, case .content(let begun)? = events.last {
                    events[events.count - 1] = .content(begun + more)
                } else {
                    events.append(event)
                }
                if event == .end { return events }
            }
        }
        return events
    }

    private static func read(_ text: String) throws -> [FormParser.Event] { try read([Array(text.utf8)]) }

    private static let part = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n"

    @Test("of which the head of a file was read leaves so many bytes for the file, and those behind it", arguments: 0...20)
    func longestContent(ahead: Int) throws {
        let (content, end) = (String(repeating: "x", count: 30), "\r\n--b--")
        let form = Array((Self.part + content + end).utf8)
        let received = Self.part.utf8.count + ahead
        var parser = FormParser(boundary: "b")
        parser.append(Array(form.prefix(received)))
        guard case .part = try parser.next() else { return #expect(Bool(false), "no head") }
        #expect(parser.waiting == ahead && parser.shortestEnd == end.utf8.count)
        #expect(form.count - received + parser.waiting - parser.shortestEnd == 30)
    }

    @Test("is taken apart the same, wherever it is cut")
    func cuts() throws {
        let bytes = Array(Self.form.utf8)
        let file = FormPart(head: "Content-Disposition: form-data; filename=\"Grüße.txt\"".utf8)
        let note = FormPart(head: "Content-Disposition: form-data; name=\"note\"".utf8)
        let expected: [FormParser.Event] = try [
            .part(#require(note)), .content(Array("hello".utf8)), .partEnd, .part(#require(file)),
            .content(Array("one\r\n--\r\n\r--c\r\n-b".utf8)), .partEnd, .end,
        ]
        #expect(try Self.read([bytes]) == expected)
        #expect(try Self.read(bytes.map { [$0] }) == expected)
        for cut in 1..<bytes.count { #expect(try Self.read([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected, "cut at \(cut)") }
    }

    @Test("may hold a file without a byte")
    func empty() throws {
        let events = try Self.read(Self.part + "\r\n--b--")
        #expect(events.count == 3)
        #expect(events.dropFirst() == [.partEnd, .end])
    }

    @Test(
        "that ends early is not at its end",
        arguments: ["", "--b", "--b-", "--b\r\n", part, part + "x", part + "x\r\n--b", part + "x\r\n--b\r\n"])
    func early(text: String) throws {
        #expect(try !Self.read(text).contains(.end))
    }

    @Test(
        "is refused when it is none",
        arguments: [
            "--bx\r\n\r\n", "--b\r\nno colon\r\n\r\n", "--b\r\nContent-Type: text/plain\r\n\r\nx",
            "--b\r\nContent-Disposition: attachment; filename=\"a\"\r\n\r\n", "--b\r\nContent-Disposition: form-data; filename=\"a\r\n\r\n",
            "--b\r\nContent-Disposition: form-data\r\nContent-Disposition: form-data\r\n\r\n",
            "--b\r\nA: " + String(repeating: "x", count: 8_192), String(repeating: "x", count: 8_300),
            "--b" + String(repeating: " ", count: 8_300),
        ])
    func malformed(text: String) {
        #expect(throws: FormParser.Failure.self) { try Self.read(text) }
    }

    @Test("holds no more of a content than the begin of a delimiter")
    func memory() throws {
        var parser = FormParser(boundary: "b")
        parser.append(Array(Self.part.utf8))
        _ = try parser.next()
        for _ in 0..<100 {
            parser.append([UInt8](repeating: 0x0D, count: 1_000))
            var size = 0
            while case .content(let bytes)? = try parser.next() { size += bytes.count }
            #expect((995...1_005).contains(size))
        }
    }
}

@Suite("The boundary of a form")
struct FormBoundaryTests {
    @Test(
        "is in its type",
        arguments: [
            ("multipart/form-data; boundary=abc", FormBoundary.text("abc")),
            ("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"", .text("a b")),
            ("multipart/form-data", .missing), ("multipart/form-data; boundary=", .missing),
            ("multipart/form-data; boundary=\"a", .missing),
            ("multipart/form-data; boundary=\(String(repeating: "x", count: 71))", .missing), ("multipart/form-data; boundary=é", .missing),
            ("application/octet-stream", .none), ("multipart/mixed; boundary=abc", .none),
            ("multipart/form-data ;boundary=abc", .text("abc")), ("multipart/form-datagram; boundary=abc", .none),
        ] as [(String, FormBoundary)])
    func boundary(type: String, expected: FormBoundary) {
        #expect(FormBoundary(contentType: type) == expected)
    }

    @Test("is not there without a type")
    func absent() {
        #expect(FormBoundary(contentType: nil) == .none)
    }
}
