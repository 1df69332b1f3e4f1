extension Report {
    /// The report for a terminal: a label and a line for each thing that was measured.
    public var table: String {
        var rows = [("Connections", connectLine)]
        if let latency = connects.latency { rows.append(("Connect time", Self.line(latency))) }
        if let fanOut { rows += rowsOf(fanOut) }
        if let idle { rows.append(("Idle", Self.line(idle))) }
        if let memory { rows.append(("Memory", Self.line(memory))) }
        rows += failures.map { ("Failure", "\($0.count) × \($0.reason)") }
        rows.append(("Verdict", verdict))
        return rows.map { label, line in label + String(repeating: " ", count: 14 - label.count) + line + "\n" }.joined()
    }

    private var verdict: String {
        let ending = interrupted ? " (interrupted)" : ""
        guard passed else { return "FAILED: " + problems.joined(separator: ", ") + ending }
        return (mode == .fanout ? "every delivery came once and in order" : "every connection lasted") + ending
    }

    private var connectLine: String {
        let seconds = NumberText.fixed(connects.seconds, 2)
        var line = "\(connects.ready) of \(topology.connectionCount) ready in \(seconds) s, \(NumberText.grouped(connects.perSecond))/s"
        if topology.rooms > 1 { line += ", \(topology.rooms) rooms of \(topology.membersPerRoom)" }
        if let each = connects.serverMicrosecondsEach { line += ", server \(NumberText.fixed(each, 1)) µs each" }
        return line
    }

    private func rowsOf(_ figures: FanOutFigures) -> [(String, String)] {
        let counts = deliveries
        var rows = [
            (
                "Messages",
                "\(NumberText.grouped(figures.messages)) of \(messageBytes) bytes in \(NumberText.fixed(figures.seconds, 2)) s, "
                    + "\(NumberText.grouped(figures.messagesPerSecond))/s, \(paceText)"
            ),
            (
                "Deliveries",
                "\(NumberText.grouped(figures.deliveries)), \(NumberText.grouped(figures.deliveriesPerSecond))/s; with warm-up: "
                    + "\(counts.lost) lost, \(counts.doubled) doubled, \(counts.reordered) reordered, \(counts.misrouted) misrouted"
            ),
        ]
        if let latency = figures.latency { rows.append(("Latency", Self.line(latency))) }
        if let server = figures.server, let each = figures.serverMicrosecondsPerDelivery {
            rows.append(
                (
                    "Server CPU",
                    "\(NumberText.fixed(each, 3)) µs a delivery (user \(NumberText.fixed(server.userSeconds, 2)) s, "
                        + "system \(NumberText.fixed(server.systemSeconds, 2)) s)"
                ))
        }
        let busy = figures.clientUtilisation >= 0.95 ? ": it limits the throughput" : ""
        rows.append(
            (
                "Client CPU",
                "\(NumberText.fixed(figures.clientMicrosecondsPerDelivery, 3)) µs a delivery, "
                    + "\(NumberText.fixed(figures.clientUtilisation * 100, 0)) % of a core\(busy)"
            ))
        return rows
    }

    private var paceText: String {
        switch pace {
        case .window(let messages): "window \(messages)"
        case .rate(let rate): "rate \(NumberText.fixed(rate, rate < 10 ? 1 : 0))/s"
        }
    }

    private static func line(_ latency: LatencySummary) -> String {
        [("p50", latency.p50), ("p90", latency.p90), ("p99", latency.p99), ("p99.9", latency.p999), ("max", latency.max)]
            .map { "\($0) \(NumberText.duration(microseconds: $1))" }.joined(separator: "  ")
    }

    private static func line(_ idle: IdleFigures) -> String {
        "held \(NumberText.fixed(idle.seconds, 1)) s, \(idle.closed) closed by the server, \(idle.pings) pings, "
            + "server \(NumberText.fixed(idle.serverUtilisation * 100, 2)) % of a core"
    }

    private static func line(_ memory: MemoryFigures) -> String {
        "\(NumberText.fixed(memory.kibPerConnection, 2)) KiB a connection (resident, \(memory.beforeKiB) to \(memory.afterKiB) KiB)"
    }
}
