/// A format that the scrape handler can answer in.
///
/// The raw value is the name in the query's parameter `format`.
public enum ExpositionFormat: String, Sendable, CaseIterable {
    /// The text format 0.0.4, which is the default and which every Prometheus reads.
    case text

    /// OpenMetrics 1.0.0: units, exemplars, infos and state sets.
    case openMetrics = "openmetrics"

    /// `io.prometheus.client.MetricFamily` messages, each with its length before it: exemplars and native histograms.
    case protobuf

    /// The media type of the answer.
    public var contentType: String {
        switch self {
        case .text: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        case .protobuf: "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
        }
    }
}
