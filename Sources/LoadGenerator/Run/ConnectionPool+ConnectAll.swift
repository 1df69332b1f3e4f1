extension ConnectionPool {
    /// Makes all connections, so many at a time, and waits until each is ready or has failed.
    mutating func connectAll(
        concurrency: Int, _ ledger: inout DeliveryLedger, _ progress: inout ProgressLine
    ) -> ConnectFigures {
        let start = MonotonicClock.now()
        let processorStart = MonotonicClock.processorTime()
        var nextExpiry = start
        while !Interruption.isRequested {
            while startedCount < connections.count, inFlightCount < concurrency { self.start(startedCount, &ledger) }
            if startedCount == connections.count, inFlightCount == 0 { break }
            poll(nanoseconds: 100_000_000, ledger: &ledger)
            let now = MonotonicClock.now()
            progress.update(at: now, "connecting: \(readyCount) of \(connections.count) ready, \(failedCount) failed")
            if now >= nextExpiry {
                nextExpiry = now + 1_000_000_000
                expireHandshakes(at: now, &ledger)
            }
        }
        var figures = ConnectFigures(attempted: startedCount, ready: readyCount, failed: failedCount)
        figures.seconds = Double(MonotonicClock.now() - start) / 1e9
        figures.clientSeconds = Double(MonotonicClock.processorTime() - processorStart) / 1e9
        figures.latency = connectLatency.summary
        return figures
    }

    /// Lets the server finish what it does after a change, for `nanoseconds`.
    mutating func settle(_ nanoseconds: Int64, _ ledger: inout DeliveryLedger) {
        let end = MonotonicClock.now() + nanoseconds
        while case let left = end - MonotonicClock.now(), left > 0, !Interruption.isRequested {
            poll(nanoseconds: left, ledger: &ledger)
        }
    }

    /// Holds the connections and answers pings, for `seconds`.
    mutating func hold(
        _ seconds: Double, _ probe: ServerProbe, _ ledger: inout DeliveryLedger, _ progress: inout ProgressLine
    ) throws(LoadError) -> IdleFigures {
        let before = try probe.read()
        let start = MonotonicClock.now()
        let end = start + Int64(seconds * 1e9)
        while case let now = MonotonicClock.now(), now < end, !Interruption.isRequested {
            progress.update(at: now, "holding \(readyCount) connections, \((end - now) / 1_000_000_000) s left")
            poll(nanoseconds: min(end - now, 250_000_000), ledger: &ledger)
        }
        let held = Double(MonotonicClock.now() - start) / 1e9
        let used = before.processorTime(until: try probe.read())
        return IdleFigures(
            seconds: held, closed: connections.count - readyCount, pings: traffic.pings,
            serverUtilisation: Double(used) / 1e9 / held)
    }
}
