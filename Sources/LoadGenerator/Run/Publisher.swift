/// Publishes over the connections of a pool, at the plan's pace, and waits for what it published.
struct Publisher {
    private let plan: LoadPlan
    private var template: MessageTemplate
    private var schedule: OpenLoopSchedule?
    private var sent = 0
    /// The most an open loop was behind its schedule, in nanoseconds: large figures mean that this process was too slow.
    private var worstLag: Int64 = 0

    /// - Parameter run: the letters of the run's markers, which the pool looks for.
    init(plan: LoadPlan, run: UInt64) {
        self.plan = plan
        template = MessageTemplate(run: run, bytes: plan.messageBytes, withIDs: plan.withIDs)
    }

    /// Publishes for the plan's duration, with all readings around it.
    mutating func measure(
        _ probe: ServerProbe, _ pool: inout ConnectionPool, _ ledger: inout DeliveryLedger, _ progress: inout ProgressLine
    ) throws(LoadError) -> FanOutFigures {
        let traffic = pool.traffic
        let before = try probe.read()
        let processorStart = MonotonicClock.processorTime()
        let start = MonotonicClock.now()
        ledger.beginMeasuring(at: start)
        let stalled = publish(
            forSeconds: plan.durationSeconds, atMost: plan.maximumMessages, named: "measuring", &pool, &ledger, &progress)
        let end = max(ledger.lastDeliveryAt, start + 1)
        let clientTime = MonotonicClock.processorTime() - processorStart
        let after = try probe.read()
        return FanOutFigures(
            seconds: Double(end - start) / 1e9,
            messages: ledger.measured.published,
            deliveries: ledger.measured.received,
            latency: ledger.latency.summary,
            bytes: pool.traffic.bytes - traffic.bytes,
            acknowledgements: pool.traffic.acknowledgements - traffic.acknowledgements,
            worstLagMicroseconds: Double(worstLag) / 1_000,
            stalled: stalled,
            clientSeconds: Double(clientTime) / 1e9,
            server: plan.serverPIDs.isEmpty ? nil : ServerFigures(from: before, to: after))
    }

    /// Publishes for `seconds`, or `atMost` messages when that is not 0; then waits for the deliveries.
    ///
    /// - Returns: whether it gave up on deliveries that did not come.
    mutating func publish(
        forSeconds seconds: Double, atMost: Int, named name: String, _ pool: inout ConnectionPool,
        _ ledger: inout DeliveryLedger, _ progress: inout ProgressLine
    ) -> Bool {
        let start = MonotonicClock.now()
        let end = start + Int64(seconds * 1e9)
        let timeout = Int64(plan.timeoutSeconds * 1e9)
        begin(at: start)
        var activityAt = start
        while true {
            let now = MonotonicClock.now()
            let isOver = now >= end || atMost > 0 && sent >= atMost || Interruption.isRequested
            if ledger.outstanding == 0 {
                if isOver || pool.readyCount == 0 { return false }
                activityAt = now
            }
            activityAt = max(activityAt, ledger.lastDeliveryAt)
            if now - activityAt > timeout { return true }
            var wait = min(100_000_000, max(0, end - now))
            if isOver { wait = 100_000_000 } else { wait = min(wait, send(atMost: atMost, at: now, &pool, &ledger)) }
            pool.poll(nanoseconds: wait, ledger: &ledger)
            progress.update(
                at: now, Self.progress(name, elapsed: now - start, of: end - start, ledger))
        }
    }

    private mutating func begin(at now: Int64) {
        sent = 0
        worstLag = 0
        if case .rate(let rate) = plan.pace { schedule = OpenLoopSchedule(start: now, rate: rate) }
    }

    /// Sends what is due; returns how long nothing more will be.
    private mutating func send(
        atMost: Int, at now: Int64, _ pool: inout ConnectionPool, _ ledger: inout DeliveryLedger
    ) -> Int64 {
        switch plan.pace {
        case .window(let messages):
            while atMost == 0 || sent < atMost, let room = ledger.roomWithSpace(window: messages) {
                guard send(in: room, at: MonotonicClock.now(), &pool, &ledger) else { break }
            }
            return .max
        case .rate:
            // A burst is bounded, so that a schedule nobody can keep does not stop the reading.
            for _ in 0..<256 where atMost == 0 || sent < atMost {
                guard let (number, due) = schedule?.take(at: now) else { break }
                worstLag = max(worstLag, now - due)
                _ = send(in: number % plan.topology.rooms, at: due, &pool, &ledger)
            }
            return max(0, (schedule?.nextDue ?? now) - now)
        }
    }

    private mutating func send(
        in room: Int, at time: Int64, _ pool: inout ConnectionPool, _ ledger: inout DeliveryLedger
    ) -> Bool {
        guard let publication = ledger.publish(in: room, at: time) else { return false }
        sent += 1
        let text = template.text(publication.marker)
        pool.send(opcode: ScannedFrame.text, payload: text, on: publication.connection, ledger: &ledger)
        return true
    }

    private static func progress(_ name: String, elapsed: Int64, of total: Int64, _ ledger: DeliveryLedger) -> String {
        let seconds = NumberText.fixed(Double(min(elapsed, total)) / 1e9, 1)
        let counts = ledger.counts
        return "\(name): \(seconds) of \(NumberText.fixed(Double(total) / 1e9, 1)) s, \(NumberText.grouped(counts.received)) deliveries, "
            + "\(ledger.outstanding) messages in flight, \(counts.doubled) doubled, \(counts.reordered) reordered"
    }
}
