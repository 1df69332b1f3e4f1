extension OperationsReporter {
    /// `/stats`: everything important, a line each.
    func stats(_ window: OperationsWindow) -> [String] {
        let server = source.server()
        let uptime = server.uptimeSeconds.map { ", up " + Figures.duration($0) } ?? ""
        return [
            "**\(server.node), Telltale \(server.version)\(uptime)**; rates of the \(window.span)",
            connectionsNow(window, server), operations(window), messages(window),
        ] + timings(window) + [roomsNow(window), storeNow(window), machineNow(window, server), alertsNow()]
    }

    func connectionsNow(_ window: OperationsWindow, _ server: ServerFigures) -> String {
        guard let total = window.last(\.connections.total) else { return "- Connections: not measured" }
        let details = [
            window.seconds.last.flatMap { Self.byEndpoint($0.connections) },
            server.connectionLimit.map { "at most \(Figures.count(Double($0)))" },
        ]
        let shown = details.compactMap(\.self).joined(separator: "; ")
        return "- Connections: \(Figures.count(total))" + (shown.isEmpty ? "" : " (\(shown))")
    }

    func operations(_ window: OperationsWindow) -> String {
        guard let sums = window.outcomes(\.operations) else { return "- Operations: not measured" }
        guard let errorRate = sums.errorRate, let clientErrorRate = sums.clientErrorRate else { return "- Operations: none" }
        let rate = Figures.rate(sums.total / max(window.length, 0.001))
        return "- Operations: \(rate), error rate \(Figures.percent(errorRate)), client errors \(Figures.percent(clientErrorRate))"
    }

    func messages(_ window: OperationsWindow) -> String {
        let parts = [
            window.rate(\.messagesIn).map { Figures.rate($0) + " in" }, window.rate(\.messagesOut).map { Figures.rate($0) + " out" },
            window.rate(\.bytesIn).map { Figures.bytes($0) + "/s in" }, window.rate(\.bytesOut).map { Figures.bytes($0) + "/s out" },
        ].compactMap(\.self)
        return "- Messages: " + (parts.isEmpty ? "not measured" : parts.joined(separator: ", "))
    }

    /// How long things take, over the last 10 s.
    func timings(_ window: OperationsWindow) -> [String] {
        [
            "- Operations take: " + (window.seconds.last.flatMap { Self.quantiles($0.latency) } ?? Self.nothingLately),
            "- Messages reach their last reader in: " + (window.seconds.last.flatMap { Self.quantiles($0.delivery) } ?? Self.nothingLately),
        ]
    }

    /// What stands for quantiles of nothing.
    static let nothingLately = "none in the last 10 s"

    private func roomsNow(_ window: OperationsWindow) -> String {
        "- Rooms with a socket: " + Self.shown(window.last(\.rooms), Figures.count)
    }

    func storeNow(_ window: OperationsWindow) -> String {
        let commit = window.last(\.commitP99).map { "commit p99 " + Figures.milliseconds($0) } ?? "no commit in the last 10 s"
        let queue = window.last(\.storeQueue).map { Figures.counted($0, "write") + " waiting" } ?? "queue not measured"
        return "- Store: \(commit), \(queue)"
    }

    func machineNow(_ window: OperationsWindow, _ server: ServerFigures) -> String {
        let files = window.last(\.openFileDescriptors).map { open in
            Figures.count(open) + (server.fileDescriptorLimit.map { " of " + Figures.count(Double($0)) } ?? "")
        }
        let cpu = window.rate(\.cpuSeconds).map { Figures.number($0) + " cores" }
        return "- Machine: CPU \(cpu ?? "not measured"), memory \(Self.shown(window.last(\.residentBytes), Figures.bytes)), "
            + "file descriptors \(files ?? "not measured"), "
            + "event loop lag p99 \(Self.shown(window.last(\.loopLagP99), Figures.milliseconds))"
    }

    private func alertsNow() -> String {
        let conditions = source.conditions()
        let bad = conditions.filter { $0.state != .ok }
        guard !bad.isEmpty else { return "- Alerts: none of \(conditions.count)" }
        return "- Alerts: " + bad.map { "**\($0.name)** \($0.state.rawValue)" }.joined(separator: ", ")
    }

    /// A verdict, what speaks against it, and the figures that matter most.
    func health(_ window: OperationsWindow) -> [String] {
        let server = source.server()
        let conditions = source.conditions().filter { $0.state != .ok }
        let troubles = server.problems.map { "- Not ready: \($0)" } + conditions.map { "- \(Self.sentence($0))" }
        let verdict: String
        if troubles.isEmpty {
            verdict = "**All is well**" + (server.uptimeSeconds.map { ", up " + Figures.duration($0) } ?? "")
        } else {
            verdict = "**\(Figures.counted(Double(troubles.count), "thing is", "things are")) not as it should be**"
        }
        return ["\(verdict); rates of the \(window.span)"] + troubles
            + [connectionsNow(window, server), operations(window)] + timings(window) + [storeNow(window)]
    }
}
