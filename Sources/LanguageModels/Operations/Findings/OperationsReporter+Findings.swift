extension OperationsReporter {
    /// A figure that stands out, with the name of the condition that watches the same thing.
    private typealias Found = (condition: String?, finding: OperationsFinding)

    /// What stands out, each thing once, the most pressing first; empty is good.
    ///
    /// - Parameter window: nil before the first second was measured: then only what is broken and what is watched is known.
    func findings(_ window: OperationsWindow?) -> [OperationsFinding] {
        var conditions = source.conditions().filter { $0.state != .ok }
        let found = window.map { failures($0) + slowness($0) + capacity($0) + growth($0) } ?? []
        let figures = found.map { name, finding in
            guard let index = conditions.firstIndex(where: { $0.name == name }) else { return finding }
            var finding = finding
            finding.condition = conditions.remove(at: index)
            return finding
        }
        let watched = conditions.map { OperationsFinding(condition: $0) }
        let ranked = [1, 2, 3].flatMap { rank in (watched + figures).filter { $0.rank == rank } }
        return notReady() + ranked
    }

    private func notReady() -> [OperationsFinding] {
        source.server().problems.map { problem in
            OperationsFinding(
                title: "Not ready now", detail: ": \(problem)",
                remedy: "The server takes no traffic while `\(problem)` lasts; `/readyz` says when it is over.")
        }
    }

    private func failures(_ window: OperationsWindow) -> [Found] {
        [("HighErrorRate", failedOperations(window)), ("StoreFailing", failedStore(window)), ("SlowConsumers", slowReaders(window))]
            .compactMap { name, finding in finding.map { (name, $0) } }
    }

    private func failedOperations(_ window: OperationsWindow) -> OperationsFinding? {
        guard let sums = window.outcomes(\.operations), sums.serverErrors > 0 else { return nil }
        let failures = Self.listed(window.tallies(\.failures)).map { ": \($0)" } ?? ""
        let codes = Self.listed(window.tallies(\.errors)).map { "; codes \($0)" } ?? ""
        let worst = window.worstSecond.map { "; most in a second \(Figures.count($0.value)) \($0.time)" } ?? ""
        return OperationsFinding(
            title: "\(Figures.counted(sums.serverErrors, "operation")) failed on the server's side", detail: failures + codes + worst,
            remedy: "The log has the reason of each, with its code.")
    }

    private func failedStore(_ window: OperationsWindow) -> OperationsFinding? {
        guard let failed = window.sum(\.storeErrors), failed > 0 else { return nil }
        return OperationsFinding(
            title: "The store failed \(Figures.counted(failed, "time"))",
            remedy: "Look at the disk's space and health, and at the log.")
    }

    private func slowReaders(_ window: OperationsWindow) -> OperationsFinding? {
        guard let closed = Self.listed(window.tallies(\.slowConsumers)) else { return nil }
        return OperationsFinding(
            title: "Clients were closed because they did not read", detail: ": by endpoint \(closed)",
            remedy: "Their network is slow, or they do too much for each message.")
    }

    /// What a user would have noticed.
    private func slowness(_ window: OperationsWindow) -> [Found] {
        let figures: [(KeyPath<OperationsSecond, Float?>, Double, condition: String?, title: String, remedy: String)] = [
            (
                \.delivery.p99, OperationsThreshold.delivery, "SlowDelivery", "Messages arrived late",
                "Look at the event loops, the store and the slow consumers of that time."
            ),
            (
                \.loopLagP99, OperationsThreshold.loopLag, "EventLoopStalled", "Event loops stalled",
                "The processor is short: give the server more cores, or the machine less to do."
            ),
            (\.commitP99, OperationsThreshold.commit, nil, "Commits took long", "The disk is slow, or shared."),
        ]
        return figures.compactMap { figure, threshold, condition, title, remedy in
            guard let peak = window.peak(figure), peak.value > threshold else { return nil }
            let detail = ": p99 \(Figures.milliseconds(peak.value)) \(peak.time)"
            return (condition, OperationsFinding(title: title, detail: detail, remedy: remedy))
        }
    }

    /// What nears its limit.
    private func capacity(_ window: OperationsWindow) -> [Found] {
        let server = source.server()
        let limits = [
            ("NearConnectionLimit", "connections", window.last(\.connections.total), server.connectionLimit),
            ("FileDescriptorsLow", "file descriptors", window.last(\.openFileDescriptors), server.fileDescriptorLimit),
        ]
        return limits.compactMap { condition, name, value, limit in
            guard let value, let limit, limit > 0, value > OperationsThreshold.use * Double(limit) else { return nil }
            let title = "\(Figures.count(value)) of \(Figures.count(Double(limit))) \(name) are in use"
            return (condition, OperationsFinding(title: title, remedy: "Raise the limit or add a server."))
        }
    }

    private func growth(_ window: OperationsWindow) -> [Found] {
        let measured = window.seconds.compactMap(\.residentBytes).map(Double.init)
        guard window.length >= OperationsThreshold.growthSeconds, let first = measured.first, let last = measured.last,
            last > first * OperationsThreshold.growth, last - first > OperationsThreshold.grownBytes
        else {
            return []
        }
        return [
            (
                nil,
                OperationsFinding(
                    title: "Memory grew from \(Figures.bytes(first)) to \(Figures.bytes(last))",
                    remedy: "Compare with the connections, rooms and waiting bytes above.")
            )
        ]
    }
}
