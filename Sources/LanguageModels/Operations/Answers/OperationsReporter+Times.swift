extension OperationsReporter {
    /// How long operations, deliveries and timers take.
    func latency(_ window: OperationsWindow) -> [String] {
        ["**Latency, last 10 s**"] + timings(window)
            + [
                "- Event loop lag: \(window.last(\.loopLagP99).map { "p99 " + Figures.milliseconds($0) } ?? "not measured")",
                storeNow(window),
            ]
            + slowest(window) + waiting(window)
    }

    /// When things took longest.
    func slowest(_ window: OperationsWindow) -> [String] {
        let figures: [(String, KeyPath<OperationsSecond, Float?>)] = [
            ("operations", \.latency.p99), ("deliveries", \.delivery.p99), ("event loops", \.loopLagP99), ("commits", \.commitP99),
        ]
        let parts = figures.compactMap { name, figure in
            window.peak(figure).map { "\(name) \(Figures.milliseconds($0.value)) \($0.time)" }
        }
        return parts.isEmpty ? [] : ["- Slowest p99 in the \(window.span): " + parts.joined(separator: ", ")]
    }

    func waiting(_ window: OperationsWindow) -> [String] {
        window.last(\.outboxBytes).map { ["- Waiting for slow peers: \(Figures.bytes($0))"] } ?? []
    }

    /// Commits, queue and failures of the store.
    func store(_ window: OperationsWindow) -> [String] {
        let verdict = window.sum(\.storeErrors).map { failed in
            failed > 0 ? "**The store failed \(Figures.counted(failed, "time"))**" : "**The store works**"
        }
        var lines = ["\(verdict ?? "Failures of the store are not measured"); in the \(window.span):"]
        lines += source.server().problems.map { "- Not ready: \($0)" }
        lines.append(storeNow(window))
        if let peak = window.peak(\.commitP99) { lines.append("- Slowest commit: p99 \(Figures.milliseconds(peak.value)) \(peak.time)") }
        if let peak = window.busiest(\.storeQueue) { lines.append("- Longest queue: \(Figures.counted(peak.value, "write")) \(peak.time)") }
        return lines
    }

    /// Processor, memory, descriptors, event loops.
    func machine(_ window: OperationsWindow) -> [String] {
        let figures: [(String, KeyPath<OperationsSecond, Float?>, (Double) -> String)] = [
            ("Most memory", \.residentBytes, Figures.bytes),
            ("Most CPU in a second", \.cpuSeconds, { Figures.number($0) + " cores" }),
            ("Worst event loop lag p99", \.loopLagP99, Figures.milliseconds),
        ]
        let peaks = figures.compactMap { name, figure, format in
            window.peak(figure).map { "- \(name): \(format($0.value)) \($0.time)" }
        }
        return ["**This process, \(window.span)**", machineNow(window, source.server())] + peaks + waiting(window)
    }

    /// The assistant's own answers.
    func answers(_ window: OperationsWindow) -> [String] {
        guard let sums = window.outcomes(\.answers), let errorRate = sums.errorRate else {
            return ["The assistant gave no answer in the \(window.span)."]
        }
        return [
            "**\(Figures.counted(sums.total, "answer")) of the assistant** in the \(window.span), error rate \(Figures.percent(errorRate))",
            "- Ended well: \(Figures.count(sums.ok)), failed on the server's or the model's side: \(Figures.count(sums.serverErrors)), "
                + "ended by a client's error: \(Figures.count(sums.clientErrors))",
        ]
    }
}
