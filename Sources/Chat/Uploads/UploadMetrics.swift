import Telemetry

/// The families of uploads in the catalogue.
struct UploadMetrics: Sendable {
    /// How an upload ended.
    enum Outcome: String, CaseIterable {
        case stored
        /// Not taken: no access, a limit, a type, a malformed request.
        case refused
        /// The client went away.
        case cancelled
        /// Our doing: the disk, the store.
        case failed
    }

    private let outcomes: [Outcome: Counter]
    private let receivedBytes: Counter
    private let running: Gauge

    init(registry: Registry) {
        let family = registry.counter("telltale_uploads_total", help: "Uploads that ended.", labels: ["outcome"])
        outcomes = Dictionary(uniqueKeysWithValues: Outcome.allCases.map { ($0, family.child($0.rawValue)) })
        receivedBytes = registry.counter("telltale_upload_bytes_total", help: "Bytes of uploaded files received.").child([])
        running = registry.gauge("telltale_uploads_in_progress", help: "Uploads that run now.").child([])
    }

    func began() {
        running.add(1)
    }

    func received(_ bytes: Int) {
        receivedBytes.increment(by: bytes)
    }

    func ended(_ outcome: Outcome) {
        running.add(-1)
        outcomes[outcome]?.increment()
    }
}
