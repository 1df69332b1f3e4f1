import Telemetry

/// What stands before the number of a series, and where it ends among those of its family.
struct PreparedLine {
    /// Held, so that no other object can come to have its identity.
    let labels: LabelSet

    /// Where the name, the labels and the space behind them end.
    let end: Int
}
