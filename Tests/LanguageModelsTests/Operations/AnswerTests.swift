import LanguageModels
import Testing

@Suite("Answers about the server")
struct AnswerTests {
    @Test("/stats shows everything important")
    func stats() async throws {
        #expect(
            try await FixedSource.eventful.answer("/stats") == """
                **n1, Telltale 0.1.0, up 2 h 5 min**; rates of the last 1 min
                - Connections: 1,214 (chat 1,210, dashboard 4; at most 100,000)
                - Operations: 20/s, error rate 0 %, client errors 0 %
                - Messages: 20/s in, 24,000/s out, 4.1 kB/s in, 6.24 MB/s out
                - Operations take: p50 1.25 ms, p90 2.5 ms, p99 9.75 ms, max 14 ms
                - Messages reach their last reader in: p50 2.1 ms, p99 15 ms
                - Rooms with a socket: 12
                - Store: commit p99 4.1 ms, 3 writes waiting
                - Machine: CPU 0.42 cores, memory 45.2 MB, file descriptors 1,260 of 65,536, event loop lag p99 0.31 ms
                - Alerts: **HighErrorRate** firing
                """)
    }

    @Test("/errors says how many operations failed, why and which")
    func errors() async throws {
        #expect(
            try await FixedSource.eventful.answer("/errors 10m") == """
                **Error rate 0.1 %** in the last 10 min: 12 operations of 12,000 failed on the server's side.
                - Client errors, which do not count into it: 3, 0.03 %
                - Errors told to clients, by code: `store_unavailable` 12, `rate_limited` 3
                - Failed on the server's side: `chat message` 11, `http POST /api/conversations` 1
                - Worst second: 12 failures at 12:05:00 UTC
                """)
    }

    @Test("/errors of a quiet time says that nothing failed")
    func noErrors() async throws {
        #expect(
            try await FixedSource.eventful.answer("/errors 5m") == """
                **No errors** in the last 5 min: all of 6,000 operations went well.
                """)
    }

    @Test("/rooms shows the busiest rooms")
    func rooms() async throws {
        #expect(
            try await FixedSource.eventful.answer("/rooms") == """
                **Busiest rooms now**; 12 rooms have a socket
                - `lobby`: 18.3 messages/s, 1,200 sockets
                - `support`: 0.5 messages/s, 1 socket
                **Slowest rooms of the last minute**, by the worst that happened in each
                - `support`: a message was on its way to the room for 12.5 ms, an answer took 3.4 s
                - `lobby`: a message was on its way to the room for 480 ms
                - Over all rooms messages reach their last reader in: p50 2.1 ms, p99 15 ms
                """)
    }

    @Test("/rooms without a busy one says so")
    func quietRooms() async throws {
        #expect(
            try await FixedSource.quiet.answer("/rooms") == """
                No room is busy now; 12 rooms have a socket.
                """)
    }

    @Test("/agents on a server without executions says so")
    func agents() async throws {
        #expect(
            try await FixedSource.eventful.answer("/agents") == """
                No executions on this server yet: it runs no agents.
                """)
    }

    @Test("/alerts shows what is not as it should be, and who says so")
    func alerts() async throws {
        #expect(
            try await FixedSource.eventful.answer("/alerts") == """
                **1 firing, 0 pending** of 4 conditions. This server evaluates them itself, each second, on its own figures; \
                names and limits are those of the rules that ship for Prometheus, which may see more servers than this one.
                - **HighErrorRate** (page) firing since 12:05:00 UTC: 12.3 %, limit 5 % – operations that failed on the server's \
                side, last 1 min
                - As it should be: SlowDelivery 15 ms, SlowConsumers 2
                - Nothing to measure now: AssistantErrors
                """)
    }

    @Test("/alerts of a quiet time shows what is watched")
    func noAlerts() async throws {
        #expect(
            try await FixedSource.quiet.answer("/alerts") == """
                **No alert** of 3 conditions. This server evaluates them itself, each second, on its own figures; names and \
                limits are those of the rules that ship for Prometheus, which may see more servers than this one.
                - As it should be: SlowDelivery 15 ms, SlowConsumers 2
                - Nothing to measure now: AssistantErrors
                """)
    }

    @Test("a window that cannot be used is answered with those that can")
    func badWindow() async throws {
        #expect(
            try await FixedSource.eventful.answer("/errors 3d") == """
                I keep one figure a second for 60 minutes, so a window is 1 s to 60 min: `30s`, `5m`, `1h`, or in words `the \
                last 10 minutes`. Without one, `/errors` looks back 5 min.
                """)
    }

    @Test("what there are no figures of is answered with what there are")
    func unknown() async throws {
        #expect(
            try await FixedSource.eventful.answer("what's the weather?") == """
                I know only how this server is doing, and found nothing of that in your question.

                - `/stats` – all important figures now
                - `/errors 5m` – error rate and its causes; the window is 1s to 60m
                - `/rooms` – the busiest rooms, and the slowest
                - `/agents` – executions of agents
                - `/alerts` – what is watched, and what is not as it should be
                - `/help` – this

                Or ask in plain words: *what happened in the last 10 minutes?* · *is everything all right?* · *why are messages \
                slow?* · *how many connections are there?* · *how is the store doing?*
                """)
    }
}
