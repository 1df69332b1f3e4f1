import Telemetry
import Testing
import Wire

@testable import LiveFeed

@Suite("Entries")
struct EntryTests {
    private static func sample(atSeconds seconds: Double, _ set: (inout FeedSample) -> Void = { _ in }) -> FeedSample {
        var sample = FeedSample(
            nanoseconds: Int64(seconds * 1e9), milliseconds: ManualClock.start + Int64(seconds * 1_000))
        set(&sample)
        return sample
    }

    private static func distribution(_ index: Int, count: UInt64) -> HistogramSnapshot {
        HistogramSnapshot(buckets: [HistogramBucket(index: index, count: count)])
    }

    @Test("rates are a second over the time that really passed")
    func rates() {
        let base = Self.sample(atSeconds: 10) {
            $0.opened = 100
            $0.bytesOut = 5
            $0.cpuSeconds = 7
        }
        let sample = Self.sample(atSeconds: 12) {
            $0.opened = 110
            $0.messagesIn = 3
            $0.bytesOut = 5
            $0.cpuSeconds = 8.3
        }
        let entry = StatsEntry(from: base, to: sample, windows: FeedWindows())
        #expect(entry.openedPerSecond == 5)
        #expect(entry.messagesInPerSecond == 1.5)
        #expect(entry.bytesOutPerSecond == 0)
        #expect(entry.cpu == 0.65)
        #expect(entry.closedPerSecond == nil)
    }

    @Test("levels are those of the end, and uptime counts from the start of the process")
    func levels() {
        let base = Self.sample(atSeconds: 1) { $0.rooms = 1 }
        let sample = Self.sample(atSeconds: 2) {
            $0.rooms = 2
            $0.connections.chat = 3
            $0.connections.total = 4
            $0.storeQueue = 5
            $0.outboxBytes = 6
            $0.residentBytes = 7
            $0.openFileDescriptors = 8
            $0.startTime = Double(ManualClock.start) / 1_000 - 58.5
        }
        let entry = StatsEntry(from: base, to: sample, windows: FeedWindows())
        #expect(entry.rooms == 2)
        #expect(entry.connections == sample.connections)
        #expect(entry.store.queue == 5)
        #expect(entry.outboxBytes == 6)
        #expect(entry.rssBytes == 7)
        #expect(entry.openFileDescriptors == 8)
        #expect(entry.uptimeSeconds == 60.5)
    }

    @Test("executions that ended are counted a second by how they ended, 0 for what did not happen")
    func executions() {
        let base = Self.sample(atSeconds: 10) {
            $0.pendingExecutions = 9
            $0.executions = ["completed": 10]
        }
        let sample = Self.sample(atSeconds: 12) {
            $0.pendingExecutions = 3
            $0.runningExecutions = 4
            $0.executions = ["completed": 13, "failed": 1]
        }
        let entry = StatsEntry(from: base, to: sample, windows: FeedWindows())
        #expect(entry.executions.pending == 3 && entry.executions.running == 4)
        #expect(entry.executionsPerSecond.completed == 1.5)
        #expect(entry.executionsPerSecond.failed == 0.5)
        #expect(entry.executionsPerSecond.cancelled == 0)
        let silent = StatsEntry(from: base, to: Self.sample(atSeconds: 11), windows: FeedWindows())
        #expect(silent.executions == .init() && silent.executionsPerSecond == .init())
    }

    @Test("tokens are a second, money an hour, and small amounts are not rounded away")
    func models() {
        let base = Self.sample(atSeconds: 10) { $0.tokens = 100 }
        let sample = Self.sample(atSeconds: 12) {
            $0.tokens = 1_100
            $0.costUSD = 0.000_001
        }
        let entry = StatsEntry(from: base, to: sample, windows: FeedWindows())
        #expect(entry.tokensPerSecond == 500)
        #expect(entry.costUSDPerHour == 0.001_8)
    }

    @Test("the error rate is the share of server errors in the interval, and client errors stand beside it")
    func errorRate() {
        let base = Self.sample(atSeconds: 1) { $0.operations = OperationCounts(ok: 10, clientErrors: 10, serverErrors: 10) }
        let sample = Self.sample(atSeconds: 2) { $0.operations = OperationCounts(ok: 26, clientErrors: 13, serverErrors: 11) }
        let entry = StatsEntry(from: base, to: sample, windows: FeedWindows())
        #expect(entry.operationsPerSecond == 20)
        #expect(entry.errorRate == 0.05)
        #expect(entry.clientErrorRate == 0.15)
    }

    @Test("without operations the error rates are 0")
    func noOperations() {
        let counts = OperationCounts(ok: 10, clientErrors: 0, serverErrors: 10)
        let base = Self.sample(atSeconds: 1) { $0.operations = counts }
        let sample = Self.sample(atSeconds: 2) { $0.operations = counts }
        var windows = FeedWindows()
        windows.keep(base)
        let entry = StatsEntry(from: base, to: sample, windows: windows)
        #expect(entry.operationsPerSecond == 0)
        #expect(entry.errorRate == 0)
        #expect(entry.clientErrorRate == 0)
        #expect(entry.errorRate1m == 0)
        #expect(entry.errorRate5m == 0)
    }

    @Test("the error rates of one and five minutes forget what lies further back")
    func errorWindows() {
        var windows = FeedWindows()
        var counts = OperationCounts()
        var rates: [(Double?, Double?)] = []
        for second in 0...400 {
            // Ten operations a second; those from second 11 to 20 all fail.
            let failing = 11...20 ~= second
            counts.ok += failing ? 0 : 10
            counts.serverErrors += failing ? 10 : 0
            let sample = Self.sample(atSeconds: Double(second)) { $0.operations = counts }
            let entry = StatsEntry(from: sample, to: sample, windows: windows)
            rates.append((entry.errorRate1m, entry.errorRate5m))
            windows.keep(sample)
        }
        #expect(rates[10] == (0, 0))
        #expect(rates[20] == (0.5, 0.5))
        #expect(rates[60] == (0.166667, 0.166667))
        #expect(rates[75] == (0.083333, 0.133333))
        #expect(rates[80] == (0, 0.125))
        #expect(rates[310] == (0, 0.033333))
        #expect(rates[320] == (0, 0))
    }

    @Test("quantiles are of the last ten seconds, in milliseconds, and absent when nothing happened in them")
    func quantiles() {
        var windows = FeedWindows()
        for second in 0...10 {
            windows.keep(
                Self.sample(atSeconds: Double(second)) {
                    $0.latency = Self.distribution(0, count: 1_000)
                    $0.delivery = Self.distribution(0, count: 1_000)
                    $0.firstChunk = Self.distribution(0, count: 2)
                })
        }
        let sample = Self.sample(atSeconds: 11) {
            // Bucket −56 of schema 3 ends at 2⁻⁷ s.
            $0.latency = Self.distribution(0, count: 1_000) + Self.distribution(-56, count: 10)
            $0.delivery = Self.distribution(0, count: 1_000)
            $0.commit = Self.distribution(-56, count: 1)
            $0.firstChunk = Self.distribution(0, count: 2) + Self.distribution(-56, count: 1)
        }
        let entry = StatsEntry(from: sample, to: sample, windows: windows)
        #expect(entry.latency.max == 7.813)
        #expect((7.1...7.813).contains(entry.latency.p50 ?? 0))
        #expect((7.1...7.813).contains(entry.latency.p99 ?? 0))
        #expect(entry.delivery == StatsEntry.Quantiles())
        #expect(entry.store.commitP99 != nil)
        #expect((7.1...7.813).contains(entry.timeToFirstChunk.p50 ?? 0))
        #expect((7.1...7.813).contains(entry.timeToFirstChunk.p99 ?? 0))
        #expect(entry.eventLoopLagP99 == nil)
    }

    @Test("the ten codes with the most errors a second are shown, and none without errors")
    func topErrors() {
        let base = Self.sample(atSeconds: 1) { $0.errors = ["c1": 5] }
        let sample = Self.sample(atSeconds: 3) { sample in
            sample.errors = Dictionary(uniqueKeysWithValues: (1...12).map { ("c\($0)", Double($0 * 2)) })
            sample.errors?["idle"] = 0
        }
        let entry = StatsEntry(from: base, to: sample, windows: FeedWindows())
        #expect(
            entry.errorsByCode == [
                "c3": 3, "c4": 4, "c5": 5, "c6": 6, "c7": 7, "c8": 8, "c9": 9, "c10": 10, "c11": 11, "c12": 12,
            ])
    }

    @Test("several entries become one: the mean of rates, the last of levels, the largest of quantiles")
    func summary() {
        var entries = [StatsEntry(), StatsEntry(), StatsEntry()]
        for (index, number) in [4.0, 1, 2].enumerated() {
            entries[index].operationsPerSecond = number
            entries[index].rooms = number
            entries[index].latency.p99 = number
        }
        entries[0].cpu = 1
        entries[1].errorsByCode = ["timeout": 4]
        entries[2].errorsByCode = ["bad_frame": 1]
        let summary = StatsEntry.summary(of: entries)
        #expect(summary.operationsPerSecond == 7.0 / 3)
        #expect(summary.rooms == 2)
        #expect(summary.latency.p99 == 4)
        #expect(summary.cpu == 1)
        #expect(summary.errorsByCode == ["timeout": 2, "bad_frame": 0.5])
        #expect(StatsEntry.summary(of: [entries[1]]) == entries[1])
        #expect(StatsEntry.summary(of: []) == StatsEntry())
    }
}
