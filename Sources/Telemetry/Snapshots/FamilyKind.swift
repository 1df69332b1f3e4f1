/// What the series of a family mean.
public enum FamilyKind: String, Sendable, Hashable, CaseIterable {
    /// Only grows; the name ends in `_total`.
    case counter
    /// Goes up and down.
    case gauge
    /// Distributions in exponential buckets.
    case histogram
    /// Always 1; the labels are what it says. The name ends in `_info`.
    case info
    /// One series for each state something can be in, 1 for those it is in and 0 for the others. The state is in a label
    /// that is named like the family.
    case stateSet
    /// Nobody said. Only collectors that pass on other people's numbers have it.
    case unknown
}
