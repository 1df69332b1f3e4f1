/// Something that has its numbers elsewhere and reads them when a snapshot is taken.
///
/// A collector is exempt from the series limit, since its labels come from the machine and not from traffic.
public protocol Collector: Sendable {
    /// The collector's name in `telltale_metrics_collector_errors_total{collector}`.
    var name: String { get }

    /// The families of this moment. A family that the platform has not is left out, never faked.
    ///
    /// Called by one thread at a time, never on an event loop. It must not ask the registry for a snapshot.
    ///
    /// - Throws: anything; the snapshot then lacks the collector's families, and the error is counted.
    func collect() throws -> [FamilySnapshot]
}

extension Collector {
    /// The type's name.
    public var name: String {
        String(describing: Self.self)
    }
}
