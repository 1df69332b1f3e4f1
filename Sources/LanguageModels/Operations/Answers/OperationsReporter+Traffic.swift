extension OperationsReporter {
    /// Open sockets, and how they came and went.
    func connections(_ window: OperationsWindow) -> [String] {
        guard let total = window.last(\.connections.total) else { return ["Connections are not measured on this server."] }
        let limit = source.server().connectionLimit.map { " of at most \(Figures.count(Double($0)))" } ?? ""
        let parts = window.seconds.last.flatMap { Self.byEndpoint($0.connections) }.map { ": \($0)" } ?? ""
        return ["**\(Figures.counted(total, "connection"))**\(limit)\(parts); in the \(window.span):"] + comingsAndGoings(window)
    }

    /// Range, opened, closed, refused and dropped sockets of a window.
    func comingsAndGoings(_ window: OperationsWindow) -> [String] {
        var lines: [String] = []
        if let (low, high) = window.extremes(\.connections.total), low.value != high.value {
            lines.append("- Fewest \(Figures.count(low.value)) \(low.time), most \(Figures.count(high.value)) \(high.time)")
        }
        let closes = window.tallies(\.closes)
        let closed = Figures.count(closes.reduce(0) { $0 + Double($1.count) })
        let codes = Self.listed(closes).map { ", by code \($0)" } ?? ""
        lines.append("- Opened \(Self.shown(window.sum(\.opened), Figures.count)), closed \(closed)\(codes)")
        if let refusals = Self.listed(window.tallies(\.refusals)) { lines.append("- Refused, by reason: \(refusals)") }
        if let slow = Self.listed(window.tallies(\.slowConsumers)) {
            lines.append("- Closed because they did not read, by endpoint: \(slow)")
        }
        return lines
    }

    /// Messages, bytes and operations a second.
    func throughput(_ window: OperationsWindow) -> [String] {
        ["**Throughput, \(window.span)**", messages(window), operations(window)] + busiestSecond(window)
    }

    func busiestSecond(_ window: OperationsWindow) -> [String] {
        window.busiest(\.messagesOut).map { ["- Busiest second: \(Figures.counted($0.value, "message")) out \($0.time)"] } ?? []
    }

    /// `/rooms`: those with the most messages now, and those where things took longest.
    func rooms() -> [String] {
        guard let rooms = source.busiestRooms() else { return ["Rooms are not counted on this server."] }
        let now = OperationsWindow(.minute, of: source)?.seconds.last
        let open = now?.rooms.map { Figures.counted(Double($0), "room has", "rooms have") + " a socket" }
        guard !rooms.isEmpty else { return ["No room is busy now" + (open.map { "; \($0)" } ?? "") + "."] + slowRooms() }
        let lines = rooms.prefix(10).map { room in
            "- `\(room.id)`: \(Figures.number(room.messagesPerSecond)) messages/s, \(Figures.counted(Double(room.sockets), "socket"))"
        }
        let delivery = now.flatMap { Self.quantiles($0.delivery) } ?? Self.nothingLately
        return ["**Busiest rooms now**" + (open.map { "; \($0)" } ?? "")] + lines + slowRooms()
            + ["- Over all rooms messages reach their last reader in: \(delivery)"]
    }

    /// Where things took longest, a room a line.
    private func slowRooms() -> [String] {
        guard let rooms = source.slowestRooms(), !rooms.isEmpty else { return [] }
        return ["**Slowest rooms of the last minute**, by the worst that happened in each"]
            + rooms.prefix(10).map { room in
                let times = [
                    room.messageMilliseconds.map { "a message was on its way to the room for \(Figures.milliseconds($0))" },
                    room.answerMilliseconds.map { "an answer took \(Figures.milliseconds($0))" },
                ]
                return "- `\(room.id)`: " + times.compactMap(\.self).joined(separator: ", ")
            }
    }

    /// `/agents`: executions by state.
    func agents() -> [String] {
        guard let executions = source.executions() else { return ["No executions on this server yet: it runs no agents."] }
        let ended = [(executions.completed, "completed"), (executions.failed, "failed"), (executions.cancelled, "cancelled")]
        return [
            "**Executions: \(Figures.count(Double(executions.running))) running, \(Figures.count(Double(executions.pending))) pending**",
            "- Since the start: " + ended.map { "\(Figures.count(Double($0))) \($1)" }.joined(separator: ", "),
        ]
    }
}
