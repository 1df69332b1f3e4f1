import NIOHTTP1
import Testing

@testable import Sockets

@Suite("The form of a request's head")
struct HTTPHeadFormTests {
    private func formed(
        _ uri: String = "/", version: HTTPVersion = .http1_1, _ fields: [(String, String)] = [("Host", "a.example")]
    ) -> HTTPRequestHead {
        var head = HTTPRequestHead(version: version, method: .GET, uri: uri, headers: HTTPHeaders(fields))
        HTTPHeadForm.form(&head)
        return head
    }

    @Test(
        "a target in absolute form becomes a plain one, and its authority the host",
        arguments: [
            ("http://b.example/metrics?name[]=up", "b.example", "/metrics?name[]=up"), ("HTTP://b.example:8000", "b.example:8000", "/"),
            ("https://[::1]:8443/a//b", "[::1]:8443", "/a//b"), ("http://b.example?a=/c", "b.example", "/?a=/c"),
            ("http://user@localhost/", "user@localhost", "/"), ("http:///metrics", "", "/metrics"), ("http://b#c", "b", "/#c"),
        ])
    func absolute(target: String, host: String, path: String) {
        let head = formed(target, [("Host", "localhost"), ("host", "localhost")])
        #expect(head.uri == path)
        #expect(head.headers["host"] == [host])
        #expect(formed(target, []).headers["host"] == [host])
    }

    @Test(
        "any other target stays as it is",
        arguments: ["/", "/a?b=http://c/d", "*", "a.example:443", "//b/c", "1http://b/", "://b/", "a b://c"])
    func plain(target: String) {
        let head = formed(target)
        #expect(head.uri == target)
        #expect(head.headers["host"] == ["a.example"])
    }

    @Test("HTTP/1.0 ends with its answer, unless it asks to stay")
    func oldVersion() {
        #expect(formed(version: .http1_0).headers["connection"] == ["close"])
        #expect(formed(version: .http1_0, [("Connection", "Keep-Alive")]).headers["connection"] == ["keep-alive"])
        #expect(formed(version: .http1_0, [("Connection", "upgrade")]).headers["connection"] == ["close"])
    }

    @Test("HTTP/1.1 stays, unless it asks to end, whatever the letters and whatever stands beside it")
    func newVersion() {
        #expect(formed().headers["connection"] == [])
        #expect(formed("/", [("Connection", "Upgrade")]).headers["connection"] == ["Upgrade"])
        for value in ["close", "Close", "close, te", "te,CLOSE"] {
            #expect(formed("/", [("Connection", value)]).headers["connection"] == ["close"], "\(value)")
        }
    }
}
