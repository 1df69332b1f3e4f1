import ArgumentParser

/// The flags of the section Metrics. Values are texts here: the table of settings reads them.
struct MetricsOptions: ParsableArguments, SettingFlags {
    @Flag(inversion: .prefixedNo, help: Settings.metricsOpen.row.help) var metricsOpen: Bool?
    @Option(help: Settings.metricsPort.row.help) var metricsPort: String?
    @Option(help: Settings.metricsHost.row.help) var metricsHost: String?
    @Flag(inversion: .prefixedNo, help: Settings.metricsCreated.row.help) var metricsCreated: Bool?
    @Flag(inversion: .prefixedNo, help: Settings.hostMetrics.row.help) var hostMetrics: Bool?
    @Option(help: Settings.metricsSeriesLimit.row.help) var metricsSeriesLimit: String?

    var flags: [(SettingRow, String?)] {
        [
            (Settings.metricsOpen.row, metricsOpen.map(String.init)), (Settings.metricsPort.row, metricsPort),
            (Settings.metricsHost.row, metricsHost), (Settings.metricsCreated.row, metricsCreated.map(String.init)),
            (Settings.hostMetrics.row, hostMetrics.map(String.init)), (Settings.metricsSeriesLimit.row, metricsSeriesLimit),
        ]
    }
}
