extension OperationsReport {
    /// What it is, how long it runs, and whether anything stands out.
    func overview() -> [String] {
        let server = reporter.source.server()
        let uptime = server.uptimeSeconds.map { ", up " + Figures.duration($0) } ?? ", uptime not known"
        return ["# Health report of \(server.node)", "", "Telltale \(server.version)\(uptime). \(basis)", ""] + verdict()
    }

    private var basis: String {
        guard let longest else {
            return "Made at \(madeAt), before the first second was measured: figures come in a second or two."
        }
        let length = Figures.duration(max(1, longest.length.rounded()))
        guard !longest.isWhole else { return "Made at \(madeAt) from the live figures of the last 60 min." }
        return "Made at \(madeAt) from \(length) of live figures, all that there is; an hour is kept."
    }

    /// Of the same findings, over the same time, as the advice at the end.
    private func verdict() -> [String] {
        guard let longest else {
            return findings.isEmpty ? ["Whether all is well is not known yet."] : findings.map(\.line)
        }
        guard !findings.isEmpty else { return [Self.praise(longest)] }
        let count = Figures.counted(Double(findings.count), "thing stands", "things stand")
        return ["**\(count) out** in the \(longest.span):", ""] + findings.map(\.line)
    }

    /// No more than the figures bear out.
    private static func praise(_ window: OperationsWindow) -> String {
        guard let sums = window.outcomes(\.operations), sums.total > 0 else {
            return "**Nothing stands out** in the \(window.span), in which no operation was counted."
        }
        let verdict = window.length < Double(TimeWindow.minute.seconds) - 1 ? "So far all is well" : "All is well"
        return "**\(verdict)**: nothing stands out in the \(window.span)."
    }

    /// Open sockets and how they came and went.
    func connections(_ window: OperationsWindow) -> [String] {
        ["In the \(window.span):", "", reporter.connectionsNow(window, reporter.source.server())] + reporter.comingsAndGoings(window)
    }

    /// How long things take.
    func latency(_ window: OperationsWindow) -> [String] {
        let lag = window.last(\.loopLagP99).map { "p99 " + Figures.milliseconds($0) } ?? "not measured"
        return reporter.timings(window) + ["- Event loop lag: \(lag)"] + reporter.slowest(window)
    }

    /// Sockets that do not read as fast as there is to send.
    func slowConsumers(_ window: OperationsWindow) -> [String] {
        let closed = OperationsReporter.listed(window.tallies(\.slowConsumers))
        let peak = window.busiest(\.outboxBytes).map { ["- Most bytes waiting: \(Figures.bytes($0.value)) \($0.time)"] } ?? []
        return ["- Closed because they did not read, in the \(window.span): \(closed.map { "by endpoint \($0)" } ?? "none")"]
            + reporter.waiting(window) + peak
    }

    /// Commits, queue and failures.
    func store(_ window: OperationsWindow) -> [String] {
        reporter.store(window)
    }

    /// Processor, memory, descriptors, event loops.
    func machine(_ window: OperationsWindow) -> [String] {
        Array(reporter.machine(window).dropFirst())
    }

    /// What the server is used for.
    func work() -> [String] {
        let rooms = reporter.source.busiestRooms().map { rooms in
            rooms.isEmpty
                ? "- Rooms: none is busy now"
                : "- Busiest rooms now: "
                    + rooms.prefix(5).map { "`\($0.id)` \(Figures.number($0.messagesPerSecond)) messages/s" }.joined(separator: ", ")
        }
        let answers = longest.flatMap { window in window.outcomes(\.answers).map { (window, $0) } }.map { window, sums in
            "- Answers of the assistant, \(window.span): \(Figures.count(sums.total))"
                + (sums.errorRate.map { ", error rate \(Figures.percent($0))" } ?? "")
        }
        let executions = reporter.source.executions().map { figures in
            let parts = [
                (figures.running, "running"), (figures.pending, "pending"), (figures.completed, "completed"), (figures.failed, "failed"),
                (figures.cancelled, "cancelled"),
            ]
            return "- Executions of agents: "
                + parts.map { "\(Figures.count(Double($0.0))) \($0.1)" }.joined(separator: ", ") + " (ended ones since the start)"
        }
        return [
            rooms ?? "- Rooms: not counted", answers ?? "- Answers of the assistant: not measured",
            executions ?? "- Executions of agents: not counted",
        ]
    }
}
