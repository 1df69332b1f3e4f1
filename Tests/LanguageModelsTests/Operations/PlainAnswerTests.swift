import LanguageModels
import Testing

@Suite("Answers to plain questions")
struct PlainAnswerTests {
    @Test("connections have their range, and why they closed")
    func connections() async throws {
        #expect(
            try await FixedSource.eventful.answer("connections in the last 10 minutes") == """
                **1,214 connections** of at most 100,000: chat 1,210, dashboard 4; in the last 10 min:
                - Fewest 1,204 at 12:00:01 UTC, most 1,214 at 12:10:00 UTC
                - Opened 10, closed 3, by code `4420` 2, `1006` 1
                - Refused, by reason: `origin` 1
                - Closed because they did not read, by endpoint: `chat` 2
                """)
    }

    @Test("throughput is messages, bytes and operations")
    func throughput() async throws {
        #expect(
            try await FixedSource.eventful.answer("what is the throughput?") == """
                **Throughput, last 5 min**
                - Messages: 20/s in, 24,000/s out, 4.1 kB/s in, 6.24 MB/s out
                - Operations: 20/s, error rate 0 %, client errors 0 %
                - Busiest second: 24,000 messages out at 12:05:01 UTC
                """)
    }

    @Test("latency has the slowest moments of the window")
    func latency() async throws {
        #expect(
            try await FixedSource.eventful.answer("latency in the last 10 minutes") == """
                **Latency, last 10 s**
                - Operations take: p50 1.25 ms, p90 2.5 ms, p99 9.75 ms, max 14 ms
                - Messages reach their last reader in: p50 2.1 ms, p99 15 ms
                - Event loop lag: p99 0.31 ms
                - Store: commit p99 4.1 ms, 3 writes waiting
                - Slowest p99 in the last 10 min: operations 9.75 ms at 12:00:01 UTC, deliveries 2.45 s at 12:05:00 UTC, event \
                loops 120 ms at 12:05:00 UTC, commits 1.9 s at 12:05:00 UTC
                - Waiting for slow peers: 0 B
                """)
    }

    @Test("memory and processor have their peaks")
    func machine() async throws {
        #expect(
            try await FixedSource.eventful.answer("how much memory?") == """
                **This process, last 5 min**
                - Machine: CPU 0.42 cores, memory 45.2 MB, file descriptors 1,260 of 65,536, event loop lag p99 0.31 ms
                - Most memory: 45.2 MB at 12:05:01 UTC
                - Most CPU in a second: 0.42 cores at 12:05:01 UTC
                - Worst event loop lag p99: 0.31 ms at 12:05:01 UTC
                - Waiting for slow peers: 0 B
                """)
    }

    @Test("the store has its failures and its longest queue")
    func store() async throws {
        #expect(
            try await FixedSource.eventful.answer("the store in the last 10 minutes") == """
                **The store failed 12 times**; in the last 10 min:
                - Store: commit p99 4.1 ms, 3 writes waiting
                - Slowest commit: p99 1.9 s at 12:05:00 UTC
                - Longest queue: 412 writes at 12:05:00 UTC
                """)
    }

    @Test("the assistant's answers are counted")
    func answers() async throws {
        #expect(
            try await FixedSource.eventful.answer("did answers of the assistant fail in the last 10 min?") == """
                **3 answers of the assistant** in the last 10 min, error rate 33.3 %
                - Ended well: 2, failed on the server's or the model's side: 1, ended by a client's error: 0
                """)
    }

    @Test("a story begins with what stands out")
    func story() async throws {
        #expect(
            try await FixedSource.eventful.answer("What happened in the last 10 minutes?") == """
                **The last 10 min**: 6 things stand out.
                - **HighErrorRate** (page) firing since 12:05:00 UTC: 12.3 %, limit 5 % – operations that failed on the server's \
                side, last 1 min. 12 operations failed on the server's side: `chat message` 11, `http POST /api/conversations` 1; codes \
                `store_unavailable` 12, `rate_limited` 3; most in a second 12 at 12:05:00 UTC
                - **The store failed 12 times**
                - **Clients were closed because they did not read**: by endpoint `chat` 2
                - **Messages arrived late**: p99 2.45 s at 12:05:00 UTC
                - **Event loops stalled**: p99 120 ms at 12:05:00 UTC
                - **Commits took long**: p99 1.9 s at 12:05:00 UTC
                - Connections: 1,214 (chat 1,210, dashboard 4; at most 100,000)
                - Fewest 1,204 at 12:00:01 UTC, most 1,214 at 12:10:00 UTC
                - Opened 10, closed 3, by code `4420` 2, `1006` 1
                - Refused, by reason: `origin` 1
                - Closed because they did not read, by endpoint: `chat` 2
                - Messages: 20/s in, 24,000/s out, 4.1 kB/s in, 6.24 MB/s out
                - Operations: 20/s, error rate 0.1 %, client errors 0.03 %
                - Busiest second: 24,000 messages out at 12:00:01 UTC
                """)
    }

    @Test("a story of a quiet time says so, and how much was measured")
    func quietStory() async throws {
        #expect(
            try await FixedSource.quiet.answer("What happened in the last hour?") == """
                **The last 10 min (all that was measured)**: Nothing out of the ordinary.
                - Connections: 1,214 (chat 1,210, dashboard 4; at most 100,000)
                - Fewest 1,204 at 12:00:01 UTC, most 1,214 at 12:10:00 UTC
                - Opened 10, closed 0
                - Messages: 20/s in, 24,000/s out, 4.1 kB/s in, 6.24 MB/s out
                - Operations: 20/s, error rate 0 %, client errors 0 %
                - Busiest second: 24,000 messages out at 12:00:01 UTC
                """)
    }

    @Test("health is a verdict with its reasons")
    func health() async throws {
        #expect(
            try await FixedSource.eventful.answer("Is everything all right?") == """
                **1 thing is not as it should be**; rates of the last 1 min
                - **HighErrorRate** (page) firing since 12:05:00 UTC: 12.3 %, limit 5 % – operations that failed on the server's \
                side, last 1 min
                - Connections: 1,214 (chat 1,210, dashboard 4; at most 100,000)
                - Operations: 20/s, error rate 0 %, client errors 0 %
                - Operations take: p50 1.25 ms, p90 2.5 ms, p99 9.75 ms, max 14 ms
                - Messages reach their last reader in: p50 2.1 ms, p99 15 ms
                - Store: commit p99 4.1 ms, 3 writes waiting
                """)
    }

    @Test("health of a quiet time is that all is well")
    func quietHealth() async throws {
        #expect(
            try await FixedSource.quiet.answer("Is everything all right?") == """
                **All is well**, up 2 h 5 min; rates of the last 1 min
                - Connections: 1,214 (chat 1,210, dashboard 4; at most 100,000)
                - Operations: 20/s, error rate 0 %, client errors 0 %
                - Operations take: p50 1.25 ms, p90 2.5 ms, p99 9.75 ms, max 14 ms
                - Messages reach their last reader in: p50 2.1 ms, p99 15 ms
                - Store: commit p99 4.1 ms, 3 writes waiting
                """)
    }
}
