/// Carries a plan out. Runs on the calling thread and returns when the run has ended.
public struct LoadRun: Sendable {
    private static let throwAwayConnections = 10
    private static let settling: Int64 = 500_000_000

    private let plan: LoadPlan
    private let mode: LoadMode

    /// - Throws: ``LoadError`` when the plan asks for something out of bounds.
    public init(_ plan: LoadPlan, mode: LoadMode) throws(LoadError) {
        try plan.validate()
        self.plan = plan
        self.mode = mode
    }

    /// Connects, measures, closes. SIGINT ends it early; the report then holds what was measured so far.
    ///
    /// - Throws: ``LoadError`` when it cannot begin: too few open files allowed, an unknown server process, or throw-away
    ///   connections that fail.
    public func perform() throws(LoadError) -> Report {
        Interruption.watch()
        try OpenFileLimit.raise(toHold: plan.topology.connectionCount)
        let probe = ServerProbe(roots: plan.serverPIDs)
        if !plan.serverPIDs.isEmpty { try warmServer() }
        var pool = try makePool(plan.topology)
        var report = Report(mode: mode, plan: plan)
        var ledger = DeliveryLedger(plan.topology, messagesInFlight: mode == .fanout ? plan.messagesInFlight : 1)
        var progress = ProgressLine()
        defer { progress.clear() }

        let before = try probe.read()
        report.connects = pool.connectAll(concurrency: plan.connectConcurrency, &ledger, &progress)
        pool.settle(Self.settling, &ledger)
        let connected = try probe.read()
        report.noteConnecting(from: before, to: connected)
        if report.connects.failed == 0, !Interruption.isRequested {
            try measure(&pool, &ledger, &report, probe, &progress)
        }
        report.noteMemory(from: before, to: try probe.read())
        report.interrupted = Interruption.isRequested
        report.deliveries = ledger.counts
        report.note(pool.traffic, pool.failures, failed: pool.failedCount)
        pool.closeAll(&ledger)
        return report
    }

    private func measure(
        _ pool: inout ConnectionPool, _ ledger: inout DeliveryLedger, _ report: inout Report, _ probe: ServerProbe,
        _ progress: inout ProgressLine
    ) throws(LoadError) {
        switch mode {
        case .connect: break
        case .idle: report.idle = try pool.hold(plan.durationSeconds, probe, &ledger, &progress)
        case .fanout:
            var publisher = Publisher(plan: plan, run: pool.search.run)
            _ = publisher.publish(forSeconds: plan.warmUpSeconds, atMost: 0, named: "warm-up", &pool, &ledger, &progress)
            report.fanOut = try publisher.measure(probe, &pool, &ledger, &progress)
        }
    }

    /// A few connections beforehand, so that what the server sets up once is not counted as memory of connections.
    private func warmServer() throws(LoadError) {
        let topology = Topology(rooms: 1, membersPerRoom: Self.throwAwayConnections)
        var pool = try makePool(topology)
        var ledger = DeliveryLedger(topology, messagesInFlight: 1)
        var progress = ProgressLine()
        let connects = pool.connectAll(concurrency: Self.throwAwayConnections, &ledger, &progress)
        guard connects.failed == 0 else {
            throw .server("connections fail: \(pool.failures.reasons.first?.text ?? "interrupted")")
        }
        pool.settle(Self.settling / 5, &ledger)
        pool.closeAll(&ledger)
        pool.settle(Self.settling, &ledger)
    }

    private func makePool(_ topology: Topology) throws(LoadError) -> ConnectionPool {
        try ConnectionPool(target: plan.target, topology: topology, greetings: plan.greetings, run: MarkerSearch.randomRun())
    }
}
