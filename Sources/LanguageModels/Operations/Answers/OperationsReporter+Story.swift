extension OperationsReporter {
    /// What happened: what stands out with its time, then the traffic.
    func story(_ window: OperationsWindow) -> [String] {
        let troubles = troubles(window)
        let verdict =
            troubles.isEmpty
            ? "Nothing out of the ordinary." : Figures.counted(Double(troubles.count), "thing stands", "things stand") + " out."
        return ["**The \(window.span)**: \(verdict)"] + troubles
            + [connectionsNow(window, source.server())] + comingsAndGoings(window)
            + [messages(window), operations(window)] + busiestSecond(window)
    }

    /// What stands out, a line each; empty is good.
    func troubles(_ window: OperationsWindow) -> [String] {
        failures(window) + slowness(window) + store(of: window) + conditionsNow()
    }

    private func failures(_ window: OperationsWindow) -> [String] {
        guard let sums = window.outcomes(\.operations), sums.serverErrors > 0 else { return [] }
        let failures = Self.listed(window.tallies(\.failures)).map { ": \($0)" } ?? ""
        let codes = Self.listed(window.tallies(\.errors)).map { "; codes \($0)" } ?? ""
        let worst = window.worstSecond.map { "; most in a second \(Figures.count($0.value)) \($0.time)" } ?? ""
        return ["- **\(Figures.counted(sums.serverErrors, "operation")) failed on the server's side**\(failures)\(codes)\(worst)"]
    }

    /// What a user would have noticed.
    private func slowness(_ window: OperationsWindow) -> [String] {
        var lines: [String] = []
        if let peak = window.peak(\.delivery.p99), peak.value > 1_000 {
            lines.append("- **Messages arrived late**: p99 \(Figures.milliseconds(peak.value)) \(peak.time)")
        }
        if let peak = window.peak(\.loopLagP99), peak.value > 100 {
            lines.append("- **Event loops stalled**: p99 \(Figures.milliseconds(peak.value)) \(peak.time)")
        }
        return lines
    }

    private func store(of window: OperationsWindow) -> [String] {
        let failed = window.sum(\.storeErrors) ?? 0
        return (failed > 0 ? ["- **The store failed \(Figures.counted(failed, "time"))**"] : [])
            + source.server().problems.map { "- **Not ready now**: \($0)" }
    }

    private func conditionsNow() -> [String] {
        source.conditions().filter { $0.state != .ok }.map { "- \(Self.sentence($0))" }
    }
}
