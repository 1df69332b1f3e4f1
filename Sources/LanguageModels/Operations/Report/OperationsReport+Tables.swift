extension OperationsReport {
    /// Messages, bytes and operations a second over several windows.
    func traffic(_ longest: OperationsWindow) -> [String] {
        table([
            ("Messages from clients", { Self.rate($0, \.messagesIn) { Figures.rate($0) } }),
            ("Messages to clients", { Self.rate($0, \.messagesOut) { Figures.rate($0) } }),
            ("Bytes from clients", { Self.rate($0, \.bytesIn) { Figures.bytes($0) + "/s" } }),
            ("Bytes to clients", { Self.rate($0, \.bytesOut) { Figures.bytes($0) + "/s" } }),
            (
                "Operations",
                { window in OperationsReporter.shown(window.outcomes(\.operations)?.total) { Figures.rate($0 / max(window.length, 0.001)) }
                }
            ),
        ]) + lists(reporter.busiestSecond(longest))
    }

    /// The error rate over several windows, and what failed.
    func errors(_ longest: OperationsWindow) -> [String] {
        let codes = OperationsReporter.listed(longest.tallies(\.errors)) ?? "none"
        let failures = OperationsReporter.listed(longest.tallies(\.failures)) ?? "none"
        let worst = longest.worstSecond.map { ["- Worst second: \(Figures.counted($0.value, "failure")) \($0.time)"] } ?? []
        return table([
            ("Operations", { OperationsReporter.shown($0.outcomes(\.operations)?.total, Figures.count) }),
            ("Failed on the server's side", { OperationsReporter.shown($0.outcomes(\.operations)?.serverErrors, Figures.count) }),
            ("Error rate", { Self.share($0, \.errorRate) }),
            ("Client errors, which do not count into it", { Self.share($0, \.clientErrorRate) }),
        ])
            + lists(
                [
                    "- Errors told to clients, by code, in the \(longest.span): \(codes)",
                    "- Failed on the server's side, by endpoint and operation: \(failures)",
                ] + worst)
    }

    private func table(_ rows: [(name: String, cell: (OperationsWindow) -> String)]) -> [String] {
        let head = "| |" + windows.map { " \($0.span) |" }.joined()
        let rule = "|---|" + windows.map { _ in "---:|" }.joined()
        return [head, rule] + rows.map { row in "| \(row.name) |" + windows.map { " \(row.cell($0)) |" }.joined() }
    }

    /// A list that comes after a table is set off by an empty line.
    private func lists(_ lines: [String]) -> [String] {
        lines.isEmpty ? [] : [""] + lines
    }

    private static func rate(
        _ window: OperationsWindow, _ figure: KeyPath<OperationsSecond, Float?>, _ format: (Double) -> String
    ) -> String {
        OperationsReporter.shown(window.rate(figure), format)
    }

    private static func share(_ window: OperationsWindow, _ share: KeyPath<OutcomeSums, Double?>) -> String {
        guard let sums = window.outcomes(\.operations) else { return "not measured" }
        return sums[keyPath: share].map(Figures.percent) ?? "no operations"
    }
}
