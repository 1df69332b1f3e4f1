import PrometheusExporter
import Synchronization
import Telemetry

/// Gathers and renders again and again into the same memory, as an exporter does.
final class Scraper: Sendable {
    private struct Kept: ~Copyable {
        var snapshot: Snapshot
        var renderer = ExpositionRenderer()
    }

    private let registry: Registry
    private let kept: Mutex<Kept>

    init(_ registry: Registry) {
        self.registry = registry
        kept = Mutex(Kept(snapshot: registry.snapshot()))
    }

    func gather() {
        kept.withLock { registry.refresh(&$0.snapshot) }
    }

    /// Renders the last gather.
    ///
    /// - Returns: the bytes of the exposition.
    func render(as format: ExpositionFormat) -> Int {
        kept.withLock { kept in kept.renderer.render(kept.snapshot, as: format) { $0.count } }
    }
}
