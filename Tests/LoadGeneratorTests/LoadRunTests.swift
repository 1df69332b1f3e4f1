import Glibc
import Synchronization
import Testing

@testable import LoadGenerator

@Suite("Load run against a server on a thread")
struct LoadRunTests {
    @Test("a fan-out run counts every delivery, answers pings and closes with 1000")
    func fanOut() throws {
        let server = LoopbackServer()
        let report = try Self.run(server) { $0.maximumMessages = 50 }
        #expect(report.problems == [])
        #expect(report.connects.ready == 3)
        #expect(report.fanOut?.messages == 50)
        #expect(report.fanOut?.deliveries == 150)
        #expect(report.deliveries.expected == report.deliveries.published * 3)
        #expect(server.pongs.load(ordering: .relaxed) == 3)
        #expect(server.closes.load(ordering: .relaxed) == 3)
        #expect((report.fanOut?.latency?.p50 ?? 0) > 0)
    }

    @Test("an open loop sends at its rate, from several publishers")
    func openLoop() throws {
        let report = try Self.run(LoopbackServer()) {
            $0.pace = .rate(500)
            $0.durationSeconds = 0.1
            $0.topology = Topology(membersPerRoom: 3, publishersPerRoom: 2)
            $0.withIDs = true
        }
        #expect(report.problems == [])
        #expect(report.fanOut?.messages == 50)
    }

    @Test("deliveries that do not come are lost, and the run ends")
    func loses() throws {
        let report = try Self.run(LoopbackServer(.loses)) { $0.maximumMessages = 2 }
        #expect(report.deliveries.lost > 0)
        #expect(report.fanOut?.stalled == true)
        #expect(!report.passed)
    }

    @Test("deliveries that come twice are doubled")
    func doubles() throws {
        let report = try Self.run(LoopbackServer(.doubles)) { $0.maximumMessages = 5 }
        #expect(report.deliveries.doubled == report.deliveries.published)
        #expect(report.deliveries.lost == 0)
        #expect(!report.passed)
    }

    @Test("a refused upgrade is a failed connection with its reason")
    func refuses() throws {
        let report = try Self.run(LoopbackServer(.refuses)) { _ in }
        #expect(report.connects.failed == 3)
        #expect(report.failures == [Report.Failure(reason: "upgrade refused: HTTP/1.1 403 Forbidden", count: 3)])
        #expect(report.fanOut == nil)
    }

    @Test("a connection that the server closes failed, with code and reason")
    func closes() throws {
        let report = try Self.run(LoopbackServer(.closes)) { _ in }
        #expect(report.failures == [Report.Failure(reason: "closed by the server: 4401 no token", count: 3)])
    }

    @Test("an idle run holds the connections and measures memory")
    func idle() throws {
        let report = try Self.run(LoopbackServer(), .idle) { $0.serverPIDs = [getpid()] }
        #expect(report.problems == [])
        #expect(report.idle?.closed == 0)
        #expect((report.memory?.afterKiB ?? 0) > 0)
        #expect((report.connects.serverSeconds ?? 0) > 0)
    }

    @Test("nobody listening is a failed connection, not a crash")
    func nobody() throws {
        var plan = LoadPlan(target: try LoadTarget(url: TargetURL(host: "127.0.0.1", port: 1, pathTemplate: "/")))
        plan.topology = Topology(membersPerRoom: 2)
        let report = try LoadRun(plan, mode: .connect).perform()
        #expect(report.failures == [Report.Failure(reason: "connect: Connection refused", count: 2)])
    }

    private static func run(
        _ server: LoopbackServer, _ mode: LoadMode = .fanout, _ change: (inout LoadPlan) -> Void
    ) throws -> Report {
        var plan = LoadPlan(target: try LoadTarget(url: TargetURL(host: "127.0.0.1", port: server.port, pathTemplate: "/{i}")))
        plan.topology = Topology(membersPerRoom: 3)
        plan.greetings = 1
        plan.warmUpSeconds = 0.01
        plan.durationSeconds = mode == .idle ? 0.05 : 1
        plan.timeoutSeconds = 0.2
        change(&plan)
        let run = try LoadRun(plan, mode: mode)
        server.start()
        return try run.perform()
    }
}
