import Testing

@testable import Gateway

@Suite("The target of a request")
struct RequestTargetTests {
    @Test("its path ends at the question mark and its query at the number sign")
    func parts() {
        let target = RequestTarget("/ws/chat/a%20b/?token=x&since=5#since=9")
        #expect(target.path == "/ws/chat/a%20b/")
        #expect(target.parameter("token") == "x")
        #expect(target.parameter("since") == "5")
        #expect(RequestTarget("/plain").path == "/plain")
        #expect(RequestTarget("/plain").parameter("token") == nil)
        #expect(RequestTarget("/a?b?c=d").parameter("b?c") == "d")
    }

    @Test("a parameter is the first of its name, whole, with its escapes resolved")
    func parameters() {
        let target = RequestTarget("/?tokenish=0&a=1&a=2&empty=&bare&eq=x=y&caf%C3%A9=%C3%BC+%2B&%74oken=t")
        #expect(target.parameter("a") == "1")
        #expect(target.values("a") == ["1", "2"])
        #expect(target.parameter("empty") == "")
        #expect(target.parameter("bare") == "")
        #expect(target.parameter("eq") == "x=y")
        #expect(target.parameter("café") == "ü +")
        #expect(target.parameter("token") == "t")
        #expect(target.parameter("oken") == nil)
        #expect(target.parameter("cafe\u{301}") == nil)
        #expect(RequestTarget("/?&&a&=b&a=&").values("a") == ["", ""])
        #expect(RequestTarget("/?&&a&=b&a=&").values("") == ["", "", "b"])
    }

    @Test("a name may come a thousand times; more are passed over, and the first whole one is found behind broken ones")
    func many() {
        #expect(RequestTarget("/?" + String(repeating: "a=1&", count: 1_001)).values("a").count == 1_000)
        #expect(RequestTarget("/?a=%&a=%4&a=x&a=y").parameter("a") == "x")
    }

    @Test("broken escapes and bytes that are not text count as absent", arguments: ["%", "%4", "%zz", "%C3", "%ff", "a%"])
    func broken(value: String) {
        #expect(RequestTarget("/?token=\(value)").parameter("token") == nil)
        #expect(RequestTarget("/?a=1&a=\(value)").values("a") == ["1", nil])
    }

    @Test("random targets never trap")
    func noise() {
        var state: UInt64 = 7
        for _ in 0..<2000 {
            var text = ""
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                text += ["%", "?", "&", "=", "#", "/", "a", "4", "+", "é"][Int(state >> 33) % 10]
            }
            let target = RequestTarget(text)
            #expect(target.path.utf8.count <= text.utf8.count)
            _ = target.values("a")
            _ = SocketRoute(path: target.path)
        }
    }
}
