import LanguageModels
import Wire

extension OperationsSecond {
    /// What was counted since `base`, how it stands now, and how long things took lately.
    ///
    /// - Parameters:
    ///   - endMilliseconds: now, Unix time.
    ///   - seconds: since `base`.
    ///   - families: the levels now.
    ///   - entry: the feed's latest, for its quantiles over 10 s.
    init(
        endMilliseconds: Int64, seconds: Float, from base: OperationsCounters, to counters: OperationsCounters,
        levels families: FamilyIndex,
        quantiles entry: StatsEntry
    ) {
        self.init(endMilliseconds: endMilliseconds, seconds: seconds)
        setCounts(from: base, to: counters)
        setOperations(from: base, to: counters)
        setLevels(families)
        setQuantiles(entry)
    }

    private mutating func setCounts(from base: OperationsCounters, to counters: OperationsCounters) {
        func count(_ counter: KeyPath<OperationsCounters, Double?>) -> Float? {
            counters[keyPath: counter].map { Float(max(0, $0 - (base[keyPath: counter] ?? 0))) }
        }
        opened = count(\.opened)
        messagesIn = count(\.messagesIn)
        messagesOut = count(\.messagesOut)
        bytesIn = count(\.bytesIn)
        bytesOut = count(\.bytesOut)
        cpuSeconds = count(\.cpuSeconds)
        storeErrors = count(\.storeErrors)
        handshakes = count(\.handshakes)
        executionsEnded = count(\.executions)
        executionsFailed = count(\.failedExecutions)
        tokens = count(\.tokens)
        costUSD = count(\.costUSD)
        closes = Self.tallies(counters.closes, since: base.closes)
        refusals = Self.tallies(counters.refusals, since: base.refusals)
        slowConsumers = Self.tallies(counters.slowConsumers, since: base.slowConsumers)
        errors = Self.tallies(counters.errors, since: base.errors)
        failures = Self.tallies(counters.failures, since: base.failures)
    }

    private mutating func setOperations(from base: OperationsCounters, to counters: OperationsCounters) {
        operations = counters.operations.map { Outcomes($0, since: base.operations ?? [:]) }
        answers = counters.answers.map { Outcomes($0, since: base.answers ?? [:]) }
    }

    private mutating func setLevels(_ families: FamilyIndex) {
        func level(_ name: String) -> Float? { families.total(name).map(Float.init) }
        let endpoints = families.totals("telltale_websocket_connections", by: ["endpoint"]) ?? [:]
        connections = Connections(
            chat: endpoints["chat"].map(Float.init), agents: endpoints["agents"].map(Float.init),
            dashboard: endpoints["dashboard"].map(Float.init), total: level("telltale_websocket_connections"))
        let open = families.totals("telltale_agent_executions", by: ["status"]) ?? [:]
        executions = Executions(pending: open["pending"].map(Float.init), running: open["running"].map(Float.init))
        rooms = level("telltale_chat_rooms")
        storeQueue = level("telltale_store_queue")
        outboxBytes = level("telltale_websocket_outbox_bytes")
        residentBytes = level("process_resident_memory_bytes")
        openFileDescriptors = level("process_open_fds")
    }

    private mutating func setQuantiles(_ entry: StatsEntry) {
        latency = Quantiles(entry.latency)
        delivery = Quantiles(entry.delivery)
        loopLagP99 = entry.eventLoopLagP99.map(Float.init)
        commitP99 = entry.store.commitP99.map(Float.init)
    }

    /// What was counted since, by name; what was not is left out.
    private static func tallies(_ counts: [String: Double], since base: [String: Double]) -> [Tally] {
        counts.compactMap { name, count in
            let difference = count - (base[name] ?? 0)
            return difference > 0 ? Tally(name, Float(difference)) : nil
        }.sorted { $0.name < $1.name }
    }
}

extension OperationsSecond.Outcomes {
    fileprivate init(_ counts: [String: Double], since base: [String: Double]) {
        func count(_ outcome: String) -> Float { Float(max(0, (counts[outcome] ?? 0) - (base[outcome] ?? 0))) }
        self.init(ok: count("ok"), clientErrors: count("client_error"), serverErrors: count("server_error"))
    }
}

extension OperationsSecond.Quantiles {
    fileprivate init(_ quantiles: StatsEntry.Quantiles) {
        self.init(
            p50: quantiles.p50.map(Float.init), p90: quantiles.p90.map(Float.init), p99: quantiles.p99.map(Float.init),
            max: quantiles.max.map(Float.init))
    }
}
