extension OperationsReport {
    /// What a person should do with this report, the most pressing first.
    func next() -> [String] {
        let advice = broken() + firing() + (longest.map { failing($0) + slow($0) + full($0) + growing($0) } ?? [])
        let numbered = advice.enumerated().map { "\($0 + 1). \($1)" }
        return (numbered.isEmpty ? [nothing] : numbered) + incomplete()
    }

    private var nothing: String {
        longest == nil ? "Nothing is known yet that would need attention." : "Nothing in these figures needs attention."
    }

    private func broken() -> [String] {
        reporter.source.server().problems.map { "**\($0)**: the server is not ready while this lasts; `/readyz` says when it is over." }
    }

    private func firing() -> [String] {
        let conditions = reporter.source.conditions()
        return [OperationsCondition.State.firing, .pending].flatMap { state in
            conditions.filter { $0.state == state }.map { condition in
                let urgency = condition.severity == "page" ? "needs somebody now" : "needs a look this week"
                return state == .firing
                    ? "**\(condition.name)** is firing and \(urgency): \(condition.meaning)."
                    : "**\(condition.name)** is about to fire: \(condition.meaning)."
            }
        }
    }

    private func failing(_ window: OperationsWindow) -> [String] {
        var advice: [String] = []
        if let failures = OperationsReporter.listed(window.tallies(\.failures)) {
            advice.append("Operations failed on the server's side: \(failures). The log has the reason of each, with its code.")
        }
        if let failed = window.sum(\.storeErrors), failed > 0 {
            advice.append("The store failed \(Figures.counted(failed, "time")): look at the disk's space and health, and at the log.")
        }
        if let slow = OperationsReporter.listed(window.tallies(\.slowConsumers)) {
            advice.append(
                "Clients were closed because they did not read (\(slow)): their network is slow, or they do too much for each message.")
        }
        return advice
    }

    private func slow(_ window: OperationsWindow) -> [String] {
        var advice: [String] = []
        if let peak = window.peak(\.commitP99), peak.value > 500 {
            advice.append("Commits took up to \(Figures.milliseconds(peak.value)) (p99) \(peak.time): the disk is slow, or shared.")
        }
        if let peak = window.peak(\.loopLagP99), peak.value > 100 {
            advice.append("Event loops ran up to \(Figures.milliseconds(peak.value)) late (p99) \(peak.time): the processor is short.")
        }
        if let peak = window.peak(\.delivery.p99), peak.value > 1_000 {
            advice.append("Messages took up to \(Figures.milliseconds(peak.value)) to their last reader (p99) \(peak.time).")
        }
        return advice
    }

    /// What nears its limit.
    private func full(_ window: OperationsWindow) -> [String] {
        let server = reporter.source.server()
        let limits = [
            ("connections", window.last(\.connections.total), server.connectionLimit),
            ("file descriptors", window.last(\.openFileDescriptors), server.fileDescriptorLimit),
        ]
        return limits.compactMap { name, value, limit in
            guard let value, let limit, limit > 0, value > 0.8 * Double(limit) else { return nil }
            return "\(Figures.count(value)) of \(Figures.count(Double(limit))) \(name) are in use: raise the limit or add a server."
        }
    }

    /// Memory that grew by more than a half and 64 MB; a young server grows in any case.
    private func growing(_ window: OperationsWindow) -> [String] {
        let measured = window.seconds.compactMap(\.residentBytes)
        guard window.length >= 600, let first = measured.first, let last = measured.last, last > first * 1.5, last - first > 64_000_000
        else {
            return []
        }
        let (from, to) = (Figures.bytes(Double(first)), Figures.bytes(Double(last)))
        return ["Memory grew from \(from) to \(to) in the \(window.span): compare with the connections, rooms and waiting bytes above."]
    }

    /// That a young server has not seen much.
    private func incomplete() -> [String] {
        guard let longest else { return ["", "Run this report again in a minute: rates need some seconds, error rates some operations."] }
        guard longest.length < Double(TimeWindow.fiveMinutes.seconds) - 1 else { return [] }
        let length = Figures.duration(max(1, longest.length.rounded()))
        return ["", "The figures cover \(length) only; run this report again later for windows of up to an hour."]
    }
}
