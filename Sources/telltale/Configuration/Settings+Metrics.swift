extension Settings {
    static let metricsOpen = Setting<Bool?>(
        "metrics-open", in: .metrics,
        SettingKind<Bool>.truth.optional(unset: "on loopback"), development: nil, production: false,
        meaning: "Whether /metrics can be read without a token.",
        extremes: "`on loopback`: only while bound to a loopback address and asked with a loopback Host."
    )
    static let metricsPort = Setting<Int?>(
        "metrics-port", in: .metrics, SettingKind<Int>.integer("port", in: 0...65_535).optional(unset: "that of port"), default: nil,
        meaning: "TCP port of a listener of its own for /metrics, /healthz and /readyz; the main port then has no /metrics.",
        extremes: "0 takes a free one, which the log names. It speaks plain HTTP, also where the main port speaks TLS."
    )
    static let metricsHost = Setting<String?>(
        "metrics-host", in: .metrics, SettingKind<String>.host.optional(unset: "that of host"), default: nil,
        meaning: "Address or name of the interface that metrics-port listens on."
    )
    static let metricsCreated = Setting(
        "metrics-created", in: .metrics, .truth, default: false,
        meaning: "Whether the OpenMetrics format shows when each counter and histogram began, in series that end in _created."
    )
    static let hostMetrics = Setting(
        "host-metrics", in: .metrics, .truth, default: false,
        meaning: "Whether /metrics shows the machine too, under node_exporter's names: node_cpu_seconds_total and the like."
    )
    static let metricsSeriesLimit = Setting(
        "metrics-series-limit", in: .metrics, .integer(in: 0...1_000_000_000), default: 200,
        meaning: "Series of one metric family whose label values come from traffic; the rest are counted as other.",
        extremes: "0 is off."
    )

    /// The rows of this section.
    static let metrics: [SettingRow] = [
        metricsOpen.row, metricsPort.row, metricsHost.row, metricsCreated.row, hostMetrics.row, metricsSeriesLimit.row,
    ]
}
