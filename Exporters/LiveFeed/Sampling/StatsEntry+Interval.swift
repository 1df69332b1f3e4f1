import Telemetry
import Wire

extension StatsEntry {
    /// What happened between two samples, and how it stands at the second.
    init(from base: FeedSample, to sample: FeedSample, windows: FeedWindows) {
        self.init()
        let seconds = Double(sample.nanoseconds - base.nanoseconds) / 1e9
        connections = sample.connections
        setRates(from: base, to: sample, seconds: seconds)
        setOperations(from: base, to: sample, seconds: seconds, windows: windows)
        setQuantiles(of: sample, since: windows.quantileBase(at: sample.nanoseconds))
        rooms = sample.rooms
        executions.pending = sample.pendingExecutions
        executions.running = sample.runningExecutions
        setExecutionRates(from: base, to: sample, seconds: seconds)
        store.queue = sample.storeQueue
        outboxBytes = sample.outboxBytes
        rssBytes = sample.residentBytes
        openFileDescriptors = sample.openFileDescriptors
        uptimeSeconds = sample.startTime.map { max(0, rounded(Double(sample.milliseconds) / 1_000 - $0, to: 1e3)) }
    }

    private mutating func setRates(from base: FeedSample, to sample: FeedSample, seconds: Double) {
        func rate(_ counter: KeyPath<FeedSample, Double?>, to precision: Double = 1e3) -> Double? {
            guard seconds > 0, let now = sample[keyPath: counter] else { return nil }
            return rounded(max(0, now - (base[keyPath: counter] ?? 0)) / seconds, to: precision)
        }
        openedPerSecond = rate(\.opened)
        closedPerSecond = rate(\.closed)
        refusedPerSecond = rate(\.refused)
        messagesInPerSecond = rate(\.messagesIn)
        messagesOutPerSecond = rate(\.messagesOut)
        bytesInPerSecond = rate(\.bytesIn)
        bytesOutPerSecond = rate(\.bytesOut)
        slowConsumersPerSecond = rate(\.slowConsumers)
        cpu = rate(\.cpuSeconds, to: 1e4)
        tokensPerSecond = rate(\.tokens)
        // Money is small: as much precision an hour as the others have a second.
        costUSDPerHour = rate(\.costUSD, to: 1e12).map { rounded($0 * 3_600, to: 1e6) }
    }

    private mutating func setExecutionRates(from base: FeedSample, to sample: FeedSample, seconds: Double) {
        guard seconds > 0, let ended = sample.executions else { return }
        func rate(_ outcome: String) -> Double {
            rounded(max(0, (ended[outcome] ?? 0) - (base.executions?[outcome] ?? 0)) / seconds, to: 1e3)
        }
        executionsPerSecond.completed = rate("completed")
        executionsPerSecond.failed = rate("failed")
        executionsPerSecond.cancelled = rate("cancelled")
    }

    private mutating func setOperations(
        from base: FeedSample, to sample: FeedSample, seconds: Double, windows: FeedWindows
    ) {
        if let operations = sample.operations {
            let now = sample.nanoseconds
            let interval = operations.since(base.operations ?? OperationCounts())
            operationsPerSecond = seconds > 0 ? rounded(interval.total / seconds, to: 1e3) : nil
            errorRate = rounded(interval.errorRate, to: 1e6)
            clientErrorRate = rounded(interval.clientErrorRate, to: 1e6)
            let minute = windows.operations(until: operations, at: now, back: FeedWindows.minute)
            errorRate1m = rounded(minute.errorRate, to: 1e6)
            let fiveMinutes = windows.operations(until: operations, at: now, back: 5 * FeedWindows.minute)
            errorRate5m = rounded(fiveMinutes.errorRate, to: 1e6)
        }
        if let errors = sample.errors, seconds > 0 {
            errorsByCode = Self.topErrors(errors, since: base.errors ?? [:], seconds: seconds)
        }
    }

    /// The ten codes with the most errors a second; those without any are left out.
    private static func topErrors(
        _ errors: [String: Double], since base: [String: Double], seconds: Double
    ) -> [String: Double] {
        let rates = errors.map { code, count in (code, rounded((count - (base[code] ?? 0)) / seconds, to: 1e3)) }
        let top = rates.filter { $0.1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(10)
        return Dictionary(uniqueKeysWithValues: Array(top))
    }

    private mutating func setQuantiles(of sample: FeedSample, since base: FeedSample?) {
        func window(_ path: KeyPath<FeedSample, HistogramSnapshot?>) -> HistogramSnapshot? {
            guard let now = sample[keyPath: path] else { return nil }
            guard let before = base?[keyPath: path] else { return now }
            return now - before
        }
        let operations = window(\.latency)
        latency.p50 = operations.milliseconds(0.5)
        latency.p90 = operations.milliseconds(0.9)
        latency.p99 = operations.milliseconds(0.99)
        latency.max = operations.milliseconds(1)
        let deliveries = window(\.delivery)
        delivery.p50 = deliveries.milliseconds(0.5)
        delivery.p99 = deliveries.milliseconds(0.99)
        let firstChunks = window(\.firstChunk)
        timeToFirstChunk.p50 = firstChunks.milliseconds(0.5)
        timeToFirstChunk.p99 = firstChunks.milliseconds(0.99)
        store.commitP99 = window(\.commit).milliseconds(0.99)
        eventLoopLagP99 = window(\.eventLoopLag).milliseconds(0.99)
    }
}

extension HistogramSnapshot? {
    /// A quantile of seconds in milliseconds, to the microsecond; nil when nothing was observed.
    fileprivate func milliseconds(_ quantile: Double) -> Double? {
        self?.quantile(quantile).map { rounded($0 * 1_000, to: 1e3) }
    }
}

/// Cuts digits that nobody can see, so that frames stay short.
private func rounded(_ value: Double, to precision: Double) -> Double {
    (value * precision).rounded() / precision
}
