extension OperationsReporter {
    /// What happened: what stands out with its time, then the traffic.
    func story(_ window: OperationsWindow) -> [String] {
        let findings = findings(window)
        let verdict =
            findings.isEmpty
            ? "Nothing out of the ordinary." : Figures.counted(Double(findings.count), "thing stands", "things stand") + " out."
        return ["**The \(window.span)**: \(verdict)"] + findings.map(\.line)
            + [connectionsNow(window, source.server())] + comingsAndGoings(window)
            + [messages(window), operations(window)] + busiestSecond(window)
    }
}
