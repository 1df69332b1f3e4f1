extension OperationsReport {
    /// What a person should do with this report, the most pressing first.
    func next() -> [String] {
        let numbered = findings.enumerated().map { "\($0 + 1). \($1.advice)" }
        return (numbered.isEmpty ? [nothing] : numbered) + incomplete()
    }

    private var nothing: String {
        longest == nil ? "Nothing is known yet that would need attention." : "Nothing in these figures needs attention."
    }

    /// That a young server has not seen much.
    private func incomplete() -> [String] {
        guard let longest else { return ["", "Run this report again in a minute: rates need some seconds, error rates some operations."] }
        guard longest.length < Double(TimeWindow.fiveMinutes.seconds) - 1 else { return [] }
        let length = Figures.duration(max(1, longest.length.rounded()))
        return ["", "The figures cover \(length) only; run this report again later for windows of up to an hour."]
    }
}
