import Testing

@testable import LoadGenerator

@Suite("Target")
struct TargetTests {
    @Test(
        "a URL is taken apart",
        arguments: [
            ("ws://127.0.0.1:8000/ws/chat/a/?token=x:y", "127.0.0.1", 8000, "/ws/chat/a/?token=x:y"),
            ("ws://localhost", "localhost", 80, "/"),
            ("ws://localhost?x=1", "localhost", 80, "/?x=1"),
            ("ws://[::1]:81/a", "::1", 81, "/a"),
            ("ws://[::1]/", "::1", 80, "/"),
        ] as [(String, String, UInt16, String)])
    func parses(text: String, host: String, port: UInt16, path: String) throws {
        let url = try TargetURL(parsing: text)
        #expect(url == TargetURL(host: host, port: port, pathTemplate: path))
    }

    @Test(
        "what is no ws URL is refused",
        arguments: [
            "", "localhost:8000", "http://localhost/", "wss://localhost/", "ws://", "ws:///a", "ws://a:0/", "ws://a:x/", "ws://a:70000/",
            "ws://u@a/",
        ])
    func refuses(text: String) {
        #expect(throws: LoadError.self) { try TargetURL(parsing: text) }
    }

    @Test("the path may name the connection and its room")
    func path() throws {
        let url = try TargetURL(parsing: "ws://h/r{room}/{i}?again={i}&other={x}")
        #expect(url.path(for: Topology(rooms: 4, membersPerRoom: 2).place(of: 5)) == "/r2/5?again=5&other={x}")
    }

    @Test("the Host header puts an IPv6 address in brackets")
    func hostHeader() {
        #expect(TargetURL(host: "::1", port: 81, pathTemplate: "/").hostHeader == "[::1]:81")
        #expect(TargetURL(host: "a", port: 80, pathTemplate: "/").hostHeader == "a:80")
    }

    @Test("this machine may be loaded", arguments: ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
    func loopback(host: String) throws {
        #expect(try TargetAddress(resolving: host, port: 80, allowRemote: false).isLoopback)
    }

    @Test("another machine only when that is allowed", arguments: ["192.0.2.1", "2001:db8::1"])
    func remote(host: String) throws {
        let error = #expect(throws: LoadError.self) { try TargetAddress(resolving: host, port: 80, allowRemote: false) }
        #expect(error?.code == .remoteTarget)
        #expect(try TargetAddress(resolving: host, port: 80, allowRemote: true).isLoopback == false)
    }

    @Test("plans out of bounds are refused")
    func bounds() throws {
        let target = try LoadTarget(url: TargetURL(host: "127.0.0.1", port: 1, pathTemplate: "/"))
        let wrong: [(inout LoadPlan) -> Void] = [
            { $0.topology = Topology(rooms: 0) }, { $0.topology = Topology(membersPerRoom: 2, publishersPerRoom: 3) },
            { $0.topology = Topology(rooms: 1_000_000, membersPerRoom: 2) }, { $0.pace = .window(0) }, { $0.pace = .rate(0) },
            { $0.pace = .rate(.infinity) }, { $0.durationSeconds = 0 }, { $0.durationSeconds = .nan }, { $0.warmUpSeconds = -1 },
            { $0.messageBytes = 65_537 }, { $0.connectConcurrency = 0 }, { $0.timeoutSeconds = 0 },
            {
                $0.pace = .rate(10_000_000); $0.durationSeconds = 86_400
            },
        ]
        for (number, change) in wrong.enumerated() {
            var plan = LoadPlan(target: target)
            try plan.validate()
            change(&plan)
            #expect(throws: LoadError.self, "number \(number)") { try plan.validate() }
        }
    }
}
