/// What the series of a family mean.
public enum FamilyKind: String, Sendable, Hashable, CaseIterable {
    /// Only grows; the name ends in `_total`.
    case counter
    /// Goes up and down.
    case gauge
    /// Distributions in exponential buckets.
    case histogram
    /// Always 1; the labels are what it says.
    case info
}
