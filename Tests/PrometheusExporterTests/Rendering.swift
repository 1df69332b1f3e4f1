import PrometheusExporter
import Telemetry

/// One exposition by a renderer of its own.
func render(_ snapshot: Snapshot, as format: ExpositionFormat, settings: ExpositionSettings = .init()) -> [UInt8] {
    var renderer = ExpositionRenderer(settings: settings)
    return renderer.render(snapshot, as: format)
}

/// The same as text.
func text(_ snapshot: Snapshot, as format: ExpositionFormat, settings: ExpositionSettings = .init()) -> String {
    String(decoding: render(snapshot, as: format, settings: settings), as: UTF8.self)
}

extension LabelSet {
    convenience init(_ labels: KeyValuePairs<String, String>) {
        self.init(names: labels.map(\.key), values: labels.map(\.value))
    }
}

extension Registry {
    /// What only the registry itself counts is left out: the tests say all that they expect.
    func snapshotWithoutOwn() -> Snapshot {
        var snapshot = snapshot()
        snapshot.families.removeAll { $0.name.hasPrefix("telltale_metrics_") }
        return snapshot
    }
}
