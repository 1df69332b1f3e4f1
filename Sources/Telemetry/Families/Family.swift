/// Instruments of one name, one for each set of label values.
///
/// Resolve a child once and keep it: resolving takes a lock and hashes the values, counting does neither.
///
/// ```swift
/// let opened = registry.counter(
///     "telltale_websocket_connections_opened_total", help: "Sockets that were opened.", labels: ["endpoint"])
/// let chat = opened.child("chat").on(shard)
/// chat.increment()
/// ```
///
/// Label values must come from a closed set. A family has as many series as the registry's limit allows; further label
/// sets share one series whose labels all are `other`, and `telltale_metrics_series_dropped_total{family}` counts how
/// often one was asked for.
public struct Family<I: Instrument>: Sendable {
    let core: FamilyCore<I>

    /// The name that the series are shown under.
    public var name: String {
        core.declaration.name
    }

    /// The child for these label values, in the order of the declaration; made when it is first asked for.
    ///
    /// Any thread may ask. A wrong number of values is cut or filled with empty ones and kept in
    /// ``Registry/problems``.
    public func child(_ values: String...) -> I {
        core.child(values)
    }

    /// The child for these label values, in the order of the declaration; made when it is first asked for.
    public func child(_ values: [String]) -> I {
        core.child(values)
    }

    /// Takes the series with these label values out of later snapshots.
    ///
    /// Who still holds the child may write to it; nobody reads that. Asking for the child again starts from 0.
    public func remove(_ values: String...) {
        core.remove(values)
    }

    /// Takes the series with these label values out of later snapshots.
    public func remove(_ values: [String]) {
        core.remove(values)
    }
}
