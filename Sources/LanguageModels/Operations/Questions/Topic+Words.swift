extension OperationsQuestion.Topic {
    /// The first topic that one of its phrases stands for.
    init(_ text: SpokenText) {
        guard !text.words.isEmpty else {
            self = .help
            return
        }
        self = Self.phrases.first { $0.phrases.contains(where: text.contains) }?.topic ?? .unknown
    }

    /// From the particular to the general: `slow rooms` are rooms, `a slow store` is the store, `slow` alone is latency.
    private static let phrases: [(topic: Self, phrases: [String])] = [
        (
            .story,
            [
                "happen*", "what changed", "going on", "went on", "what's new", "what is new", "summar*", "story", "incident*", "timeline",
                "recap",
            ]
        ),
        (.help, ["help", "what can you", "what do you know", "who are you", "commands", "how do you work"]),
        (.alerts, ["alert*", "alarm*", "firing", "condition*", "paged", "pager"]),
        (.agents, ["execution*", "agent*", "job*", "worker*"]),
        (.answers, ["answers", "assistant*", "model*", "llm", "tokens"]),
        (.store, ["store", "storage", "database*", "sqlite", "commit*", "write", "writes", "disk*"]),
        (.rooms, ["room*", "conversation*", "busiest"]),
        (.errors, ["error*", "fail*", "broken", "exception*", "5xx"]),
        (
            .connections,
            [
                "connect*", "socket*", "websocket*", "disconnect*", "online", "users", "clients", "refus*", "closed", "consumer*",
                "handshake*", "how many people",
            ]
        ),
        (.latency, ["laten*", "slow*", "fast", "quick*", "delay*", "deliver*", "p50", "p90", "p99", "lag*", "response time*", "how long"]),
        (
            .machine,
            ["memory", "ram", "rss", "cpu", "cores", "processor*", "descriptor*", "fds", "event loop*", "machine", "load", "resources"]
        ),
        (.throughput, ["throughput", "traffic", "message*", "bandwidth", "bytes", "operations", "per second", "busy", "requests"]),
        (
            .health,
            [
                "all right", "alright", "health*", "okay", "ok", "fine", "well", "everything", "wrong", "problem*", "trouble*", "status",
                "up", "worry", "how are you", "how is it",
            ]
        ),
        (.stats, ["stats", "statistics", "figures", "numbers", "metrics", "now", "overview"]),
    ]
}
