import Testing
import Wire

@Suite("Dashboard: server frames")
struct DashboardFramesTests {
    /// An entry with a different number in each field, from 1 in the order on the wire.
    private static let full: StatsEntry = {
        var entry = StatsEntry()
        for (index, field) in StatsGroup.all.flatMap(\.fields).enumerated() {
            entry[keyPath: field.value] = Double(index + 1)
        }
        entry.errorsByCode = ["timeout": 0.5, "bad_frame": 2]
        entry.topRooms = [TopRoom(id: "lobby", sockets: 3, messagesPerSecond: 1.5)]
        return entry
    }()
    private static let fullJSON =
        #"{"connections":{"chat":1,"agents":2,"dashboard":3,"total":4},"opened_per_s":5,"closed_per_s":6,"#
        + #""refused_per_s":7,"messages_in_per_s":8,"messages_out_per_s":9,"bytes_in_per_s":10,"bytes_out_per_s":11,"#
        + #""operations_per_s":12,"error_rate":13,"client_error_rate":14,"error_rate_1m":15,"error_rate_5m":16,"#
        + #""latency_ms":{"p50":17,"p90":18,"p99":19,"max":20},"delivery_ms":{"p50":21,"p99":22},"rooms":23,"#
        + #""executions":{"pending":24,"running":25},"executions_per_s":{"completed":26,"failed":27,"cancelled":28},"#
        + #""tokens_per_s":29,"cost_usd_per_h":30,"time_to_first_chunk_ms":{"p50":31,"p99":32},"#
        + #""store":{"commit_ms_p99":33,"queue":34},"outbox_bytes":35,"slow_consumers_per_s":36,"cpu":37,"#
        + #""rss_bytes":38,"open_fds":39,"event_loop_lag_ms_p99":40,"uptime_s":41,"#
        + #""errors_by_code":{"bad_frame":2,"timeout":0.5},"#
        + #""top_rooms":[{"id":"lobby","sockets":3,"messages_per_s":1.5}]}"#

    @Test("connection carries the server, the interval and the nodes")
    func connection() {
        let frame = DashboardFrames.connection(
            server: ServerInfo(name: "telltale", version: "0.1.0", node: "n1"), expiresAtMilliseconds: 0,
            intervalMilliseconds: 1_000, nodes: ["n1"])
        #expect(
            text(frame)
                == #"{"type":"connection","status":"connected","server":{"name":"telltale","version":"0.1.0","node":"n1"},"#
                + #""expires_at":"1970-01-01T00:00:00.000Z","interval_ms":1000,"nodes":["n1"],"alerts":[]}"#)
    }

    @Test("stats carries every field for the cluster and each node, and each subscriber's own seq")
    func stats() {
        let tick = StatsTick(
            timestampMilliseconds: 1_000, intervalMilliseconds: 250, cluster: Self.full, nodes: [("n\"1", Self.full)])
        let rest =
            #","ts":"1970-01-01T00:00:01.000Z","interval_ms":250,"cluster":\#(Self.fullJSON),"nodes":{"n\"1":\#(Self.fullJSON)}}"#
        #expect(text(tick.frame(seq: 1)) == #"{"type":"stats","seq":1"# + rest)
        #expect(text(tick.frame(seq: 905)) == #"{"type":"stats","seq":905"# + rest)
    }

    @Test("what has not happened is left out")
    func absent() {
        var entry = StatsEntry()
        entry.latency.p99 = 1.25
        entry.errorsByCode = [:]
        entry.topRooms = []
        let tick = StatsTick(timestampMilliseconds: 0, intervalMilliseconds: 1_000, cluster: entry, nodes: [("n", StatsEntry())])
        #expect(
            text(tick.frame(seq: 1))
                == #"{"type":"stats","seq":1,"ts":"1970-01-01T00:00:00.000Z","interval_ms":1000,"#
                + #""cluster":{"latency_ms":{"p99":1.25},"errors_by_code":{},"top_rooms":[]},"nodes":{"n":{}}}"#)
    }

    @Test("history is written by columns, null where a row has no value, and without columns that never had one")
    func history() {
        var first = StatsEntry()
        first.operationsPerSecond = 10
        first.connections.chat = 1
        first.topRooms = [TopRoom(id: "lobby", sockets: 1, messagesPerSecond: 1)]
        var second = StatsEntry()
        second.operationsPerSecond = 0.5
        second.store.queue = 3
        second.errorsByCode = ["timeout": 2]
        let history = StatsHistory(
            stepMilliseconds: 1_000,
            rows: [
                StatsHistory.Row(timestampMilliseconds: 1_000, entry: first),
                StatsHistory.Row(timestampMilliseconds: 2_000, entry: second),
            ])
        #expect(
            text(DashboardFrames.history(id: "h", history))
                == #"{"type":"history","id":"h","step_ms":1000,"ts":["1970-01-01T00:00:01.000Z","1970-01-01T00:00:02.000Z"],"#
                + #""cluster":{"connections":{"chat":[1,null]},"operations_per_s":[10,0.5],"store":{"queue":[null,3]},"#
                + #""errors_by_code":{"timeout":[null,2]}}}"#)
        #expect(
            text(DashboardFrames.history(id: nil, StatsHistory(stepMilliseconds: 5_000, rows: [])))
                == #"{"type":"history","step_ms":5000,"ts":[],"cluster":{}}"#)
    }

    @Test("ack, refreshed, pong and error")
    func control() {
        #expect(text(DashboardFrames.ack(id: "a")) == #"{"type":"ack","id":"a"}"#)
        #expect(
            text(DashboardFrames.refreshed(id: nil, expiresAtMilliseconds: 0))
                == #"{"type":"refreshed","expires_at":"1970-01-01T00:00:00.000Z"}"#)
        #expect(text(DashboardFrames.pong(id: nil)) == #"{"type":"pong"}"#)
        #expect(
            text(DashboardFrames.error(id: nil, code: .unknownType, message: "?"))
                == #"{"type":"error","code":"unknown_type","message":"?"}"#)
    }

    @Test("every field has its own place")
    func fields() {
        let fields = StatsGroup.all.flatMap(\.fields)
        for field in fields {
            var entry = StatsEntry()
            entry[keyPath: field.value] = 1
            #expect(fields.filter { entry[keyPath: $0.value] != nil }.count == 1)
        }
        #expect(fields.count == 41)
    }
}
