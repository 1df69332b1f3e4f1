extension OperationsReporter {
    /// `/errors`: how many operations failed, why, and which.
    func errors(_ window: OperationsWindow) -> [String] {
        guard let sums = window.outcomes(\.operations) else { return ["Operations are not measured on this server."] }
        guard let errorRate = sums.errorRate, let clientErrorRate = sums.clientErrorRate else {
            return ["No operations in the \(window.span), so there is no error rate."] + codes(window)
        }
        if sums.serverErrors + sums.clientErrors == 0 {
            return ["**No errors** in the \(window.span): all of \(Figures.counted(sums.total, "operation")) went well."] + codes(window)
        }
        let failed = Figures.counted(sums.serverErrors, "operation") + " of " + Figures.count(sums.total)
        return [
            "**Error rate \(Figures.percent(errorRate))** in the \(window.span): \(failed) failed on the server's side.",
            "- Client errors, which do not count into it: \(Figures.count(sums.clientErrors)), \(Figures.percent(clientErrorRate))",
        ] + causes(window)
    }

    private func causes(_ window: OperationsWindow) -> [String] {
        let failures = Self.listed(window.tallies(\.failures)).map { ["- Failed on the server's side: \($0)"] } ?? []
        let worst = window.worstSecond.map { ["- Worst second: \(Figures.counted($0.value, "failure")) \($0.time)"] } ?? []
        return codes(window) + failures + worst
    }

    private func codes(_ window: OperationsWindow) -> [String] {
        Self.listed(window.tallies(\.errors)).map { ["- Errors told to clients, by code: \($0)"] } ?? []
    }
}
