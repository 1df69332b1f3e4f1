import Testing

@testable import Gateway

@Suite("Content-Disposition")
struct ContentDispositionTests {
    @Test(
        "names a file",
        arguments: [
            ("attachment; filename=\"a b.txt\"", "a b.txt"), ("attachment; filename=a.txt", "a.txt"),
            ("ATTACHMENT;FileName = \"a\" ;x=y", "a"),
            ("attachment; filename=\"a \\\"b\\\".txt\"", "a \"b\".txt"),
            ("attachment; filename=\"x\"; filename*=UTF-8''na%C3%AFve.txt", "naïve.txt"),
            ("attachment; filename*=utf-8'en'%E2%82%AC", "€"), ("form-data; name=\"f\"; filename=\"a%22b.txt\"", "a\"b.txt"),
            ("attachment; filename=\"a%22b.txt\"", "a%22b.txt"), ("attachment; filename=\"a;b=c\"", "a;b=c"),
        ])
    func names(field: String, name: String) {
        #expect(ContentDisposition(field)?.fileName == name)
    }

    @Test("may name none")
    func none() {
        #expect(ContentDisposition("inline")?.fileName == nil)
        #expect(ContentDisposition("inline")?.kind == "inline")
    }

    @Test(
        "is refused when it is broken",
        arguments: [
            "attachment; filename=\"a", "attachment; filename", "attachment; filename=\"a\" b", "attachment; =a", "attachment; a=b; a=c",
            "attachment; filename*=UTF-8''%zz", "attachment; filename*=x", "attachment; filename*=latin1''a", "attachment; filename=\"a\\",
        ])
    func broken(field: String) {
        #expect(ContentDisposition(field) == nil)
    }

    @Test("is written for clients of every age")
    func written() {
        #expect(ContentDisposition.field(isInline: true, fileName: "a b.txt") == "inline; filename=\"a b.txt\"")
        #expect(
            ContentDisposition.field(isInline: false, fileName: "naïve \"50%\".txt")
                == "attachment; filename=\"na_ve _50__.txt\"; filename*=UTF-8''na%C3%AFve%20%2250%25%22.txt")
    }

    @Test("reads what it writes", arguments: ["a.txt", "naïve.txt", "\"';%\\ €🎉", "e\u{301}"])
    func roundTrip(name: String) throws {
        let read = try #require(ContentDisposition(ContentDisposition.field(isInline: false, fileName: name))?.fileName)
        #expect(Array(read.utf8) == Array(name.utf8))
    }
}
