import Testing

@testable import Sockets

@Suite("A request's head")
struct RequestHeadTests {
    private func read(_ text: String) -> RequestHead? {
        Array((text + "\r\n\r\n").utf8).withUnsafeBytes { RequestHead($0) }
    }

    @Test("has a method, a target and a version")
    func line() throws {
        let head = try #require(read("GET /ws/chat/lobby/?token=a.b HTTP/1.1"))
        #expect(head.method == "GET")
        #expect(head.target == "/ws/chat/lobby/?token=a.b")
        #expect(head.isHTTP11)
        let old = try #require(read("OPTIONS * HTTP/1.0"))
        #expect(!old.isHTTP11)
        #expect(read("\r\n\r\nGET / HTTP/1.1")?.method == "GET")
    }

    @Test("has fields, whose names have no case, whose values no space around them, and which may come again")
    func fields() throws {
        let head = try #require(
            read("GET / HTTP/1.1\r\nHost: a.example\r\nX-Tag:one\r\nx-TAG: \t two,  three \t\r\nEmpty:\r\nColons: a:b:c\r\nUmlaut: ü"))
        #expect(head.values("host") == ["a.example"])
        #expect(head.values("x-tag") == ["one", "two,  three"])
        #expect(head.values("empty") == [""])
        #expect(head.values("colons") == ["a:b:c"])
        #expect(head.values("umlaut") == ["ü"])
        #expect(head.values("x-ta") == [])
        #expect(head.values("x-tagg") == [])
    }

    @Test("says whether it names its host, and once, whatever its target", arguments: ["/", "http://b.example/"])
    func hosts(target: String) throws {
        func hasOne(_ fields: String) throws -> Bool { try #require(read("GET \(target) HTTP/1.1\r\nX: a\(fields)")).hasOneHost }
        #expect(try hasOne("\r\nHost: a"))
        #expect(try hasOne("\r\nhOsT:"))
        #expect(try !hasOne(""))
        #expect(try !hasOne("\r\nHosts: a"))
        #expect(try !hasOne("\r\nHost: a\r\nhost: a"))
    }

    @Test("whose target is in absolute form is for the authority there, not for its field")
    func absolute() throws {
        let head = try #require(read("GET http://b.example:8000/ws/chat/lobby/?token=a.b HTTP/1.1\r\nHost: a.example"))
        #expect(head.target == "/ws/chat/lobby/?token=a.b")
        #expect(head.values("host") == ["b.example:8000"])
    }

    @Test(
        "is none when its line is not plain",
        arguments: [
            "GET /", "GET / HTTP/1.1 ", "GET  / HTTP/1.1", " GET / HTTP/1.1", "GET / HTTP/1.1x", "GET / HTTP/2.0", "GET / http/1.1",
            "GET\t/ HTTP/1.1", "G(T / HTTP/1.1", "GET /a b HTTP/1.1", "GET /ü HTTP/1.1", "GET  HTTP/1.1", " / HTTP/1.1",
        ])
    func badLine(line: String) {
        #expect(read(line) == nil)
    }

    @Test(
        "is none when a field is not plain",
        arguments: ["Host : a", "Host", ": a", "Ho st: a", " Host: a", "X: a\r\n folded", "X: a\r\n\tfolded", "Hö: a"])
    func badField(field: String) {
        #expect(read("GET / HTTP/1.1\r\n" + field) == nil)
    }

    @Test("has at most a hundred fields")
    func many() {
        func fields(_ count: Int) -> String { "GET / HTTP/1.1" + (0..<count).map { "\r\nX\($0): a" }.joined() }
        #expect(read(fields(100)) != nil)
        #expect(read(fields(101)) == nil)
    }
}
