extension HealthReportTests {
    static let troubledReport = """
        # Health report of n1

        Telltale 0.1.0, up 10 min. Made at 2024-02-29T12:10:00.000Z from 10 min of live figures, all that there is; an hour is kept.

        **6 things stand out** in the last 10 min (all that was measured):

        - **HighErrorRate** (page) firing since 12:08:20 UTC: 12.3 %, limit 5 % – operations that failed on the server's side, last 1 min. \
        12 operations failed on the server's side: `chat message` 11, `agents execution` 1; codes `store_unavailable` 12, `rate_limited` \
        3; most in a second 12 at 12:08:20 UTC
        - **The store failed 12 times**
        - **Clients were closed because they did not read**: by endpoint `chat` 2
        - **Messages arrived late**: p99 2.45 s at 12:08:20 UTC
        - **Event loops stalled**: p99 120 ms at 12:08:20 UTC
        - **Commits took long**: p99 1.9 s at 12:08:20 UTC

        ## Connections

        In the last 10 min (all that was measured):

        - Connections: 1,206 (chat 1,200, agents 2, dashboard 4; at most 100,000)
        - Opened 1,206, closed 3, by code `4420` 2, `1006` 1
        - Closed because they did not read, by endpoint: `chat` 2

        ## Traffic

        | | last 1 min | last 5 min | last 10 min (all that was measured) |
        |---|---:|---:|---:|
        | Messages from clients | 20/s | 20/s | 20/s |
        | Messages to clients | 24,000/s | 24,000/s | 24,000/s |
        | Bytes from clients | 4.1 kB/s | 4.1 kB/s | 4.1 kB/s |
        | Bytes to clients | 6.24 MB/s | 6.24 MB/s | 6.24 MB/s |
        | Operations | 20/s | 20/s | 20/s |

        - Busiest second: 24,000 messages out at 12:00:01 UTC

        ## Latency

        - Operations take: p50 1.25 ms, p90 2.5 ms, p99 9.75 ms, max 14 ms
        - Messages reach their last reader in: p50 2.1 ms, p99 15 ms
        - Event loop lag: p99 0.31 ms
        - Slowest p99 in the last 10 min (all that was measured): operations 9.75 ms at 12:00:01 UTC, deliveries 2.45 s at 12:08:20 UTC, \
        event loops 120 ms at 12:08:20 UTC, commits 1.9 s at 12:08:20 UTC

        ## Errors

        | | last 1 min | last 5 min | last 10 min (all that was measured) |
        |---|---:|---:|---:|
        | Operations | 1,200 | 6,000 | 12,000 |
        | Failed on the server's side | 0 | 12 | 12 |
        | Error rate | 0 % | 0.2 % | 0.1 % |
        | Client errors, which do not count into it | 0 % | 0.05 % | 0.03 % |

        - Errors told to clients, by code, in the last 10 min (all that was measured): `store_unavailable` 12, `rate_limited` 3
        - Failed on the server's side, by endpoint and operation: `chat message` 11, `agents execution` 1
        - Worst second: 12 failures at 12:08:20 UTC

        ## Slow consumers

        - Closed because they did not read, in the last 10 min (all that was measured): by endpoint `chat` 2
        - Waiting for slow peers: 0 B
        - Most bytes waiting: 2.1 MB at 12:08:20 UTC

        ## Store

        **The store failed 12 times**; in the last 10 min (all that was measured):
        - Store: commit p99 4.1 ms, 3 writes waiting
        - Slowest commit: p99 1.9 s at 12:08:20 UTC
        - Longest queue: 412 writes at 12:08:20 UTC

        ## Memory and CPU

        - Machine: CPU 0.42 cores, memory 45.2 MB, file descriptors 1,260 of 65,536, event loop lag p99 0.31 ms
        - Most memory: 45.2 MB at 12:00:01 UTC
        - Most CPU in a second: 0.42 cores at 12:00:01 UTC
        - Worst event loop lag p99: 120 ms at 12:08:20 UTC
        - Waiting for slow peers: 0 B

        ## Rooms, answers and agents

        - Busiest rooms now: `lobby` 18.3 messages/s
        - Answers of the assistant, last 10 min (all that was measured): 3, error rate 33.3 %
        - Executions of agents: 1 running, 3 pending, 1,234 completed, 5 failed, 2 cancelled (ended ones since the start)

        ## Conditions

        **1 firing, 0 pending** of 2 conditions. This server evaluates them itself, each second, on its own figures; names and limits are \
        those of the rules that ship for Prometheus, which may see more servers than this one.
        - **HighErrorRate** (page) firing since 12:08:20 UTC: 12.3 %, limit 5 % – operations that failed on the server's side, last 1 min
        - As it should be: SlowDelivery 15 ms

        ## What to look at next

        1. **HighErrorRate** is firing and needs somebody now: operations that failed on the server's side, last 1 min. The log has the \
        reason of each, with its code.
        2. **The store failed 12 times.** Look at the disk's space and health, and at the log.
        3. **Clients were closed because they did not read.** Their network is slow, or they do too much for each message.
        4. **Messages arrived late.** Look at the event loops, the store and the slow consumers of that time.
        5. **Event loops stalled.** The processor is short: give the server more cores, or the machine less to do.
        6. **Commits took long.** The disk is slow, or shared.

        """

    static let youngReport = """
        # Health report of n1

        Telltale 0.1.0, up 12 s. Made at 2024-02-29T12:10:00.000Z from 12 s of live figures, all that there is; an hour is kept.

        **So far all is well**: nothing stands out in the last 12 s (all that was measured).

        ## Connections

        In the last 12 s (all that was measured):

        - Connections: 1,206 (chat 1,200, agents 2, dashboard 4; at most 100,000)
        - Opened 1,206, closed 0

        ## Traffic

        | | last 12 s (all that was measured) |
        |---|---:|
        | Messages from clients | 20/s |
        | Messages to clients | 24,000/s |
        | Bytes from clients | 4.1 kB/s |
        | Bytes to clients | 6.24 MB/s |
        | Operations | 20/s |

        - Busiest second: 24,000 messages out at 12:00:01 UTC

        ## Latency

        - Operations take: p50 1.25 ms, p90 2.5 ms, p99 9.75 ms, max 14 ms
        - Messages reach their last reader in: p50 2.1 ms, p99 15 ms
        - Event loop lag: p99 0.31 ms
        - Slowest p99 in the last 12 s (all that was measured): operations 9.75 ms at 12:00:01 UTC, deliveries 15 ms at 12:00:01 UTC, \
        event loops 0.31 ms at 12:00:01 UTC, commits 4.1 ms at 12:00:01 UTC

        ## Errors

        | | last 12 s (all that was measured) |
        |---|---:|
        | Operations | 240 |
        | Failed on the server's side | 0 |
        | Error rate | 0 % |
        | Client errors, which do not count into it | 0 % |

        - Errors told to clients, by code, in the last 12 s (all that was measured): none
        - Failed on the server's side, by endpoint and operation: none

        ## Slow consumers

        - Closed because they did not read, in the last 12 s (all that was measured): none
        - Waiting for slow peers: 0 B

        ## Store

        **The store works**; in the last 12 s (all that was measured):
        - Store: commit p99 4.1 ms, 3 writes waiting
        - Slowest commit: p99 4.1 ms at 12:00:01 UTC
        - Longest queue: 3 writes at 12:00:01 UTC

        ## Memory and CPU

        - Machine: CPU 0.42 cores, memory 45.2 MB, file descriptors 1,260 of 65,536, event loop lag p99 0.31 ms
        - Most memory: 45.2 MB at 12:00:01 UTC
        - Most CPU in a second: 0.42 cores at 12:00:01 UTC
        - Worst event loop lag p99: 0.31 ms at 12:00:01 UTC
        - Waiting for slow peers: 0 B

        ## Rooms, answers and agents

        - Rooms: none is busy now
        - Answers of the assistant, last 12 s (all that was measured): 0
        - Executions of agents: 0 running, 0 pending, 0 completed, 0 failed, 0 cancelled (ended ones since the start)

        ## Conditions

        **No alert** of 1 conditions. This server evaluates them itself, each second, on its own figures; names and limits are those of \
        the rules that ship for Prometheus, which may see more servers than this one.
        - As it should be: SlowDelivery 15 ms

        ## What to look at next

        Nothing in these figures needs attention.

        The figures cover 12 s only; run this report again later for windows of up to an hour.

        """

    static let newbornReport = """
        # Health report of n1

        Telltale 0.1.0, uptime not known. Made at 2024-02-29T12:10:00.000Z, before the first second was measured: figures come in a \
        second or two.

        Whether all is well is not known yet.

        ## Connections

        Nothing is measured yet.

        ## Traffic

        Nothing is measured yet.

        ## Latency

        Nothing is measured yet.

        ## Errors

        Nothing is measured yet.

        ## Slow consumers

        Nothing is measured yet.

        ## Store

        Nothing is measured yet.

        ## Memory and CPU

        Nothing is measured yet.

        ## Rooms, answers and agents

        - Rooms: not counted
        - Answers of the assistant: not measured
        - Executions of agents: not counted

        ## Conditions

        Nothing is watched on this server.

        ## What to look at next

        Nothing is known yet that would need attention.

        Run this report again in a minute: rates need some seconds, error rates some operations.

        """
}
