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

    /// The families of this moment, in the memory of those that an earlier call left: a collector that keeps its
    /// ``LabelSet``s and changes numbers in place costs a scrape no allocation. By default ``collect()`` is asked.
    ///
    /// - Parameter families: what this collector made for an earlier snapshot, or nothing. The snapshot's owner may have
    ///   changed the series meanwhile, so bring them up to date with ``FamilySnapshot/put(_:labels:at:)``, which replaces
    ///   what is not the same series.
    /// - Throws: anything; the snapshot then lacks the collector's families, and the error is counted.
    func collect(into families: inout [FamilySnapshot]) throws
}

extension Collector {
    /// The type's name.
    public var name: String {
        String(describing: Self.self)
    }

    public func collect(into families: inout [FamilySnapshot]) throws {
        families = try collect()
    }
}
