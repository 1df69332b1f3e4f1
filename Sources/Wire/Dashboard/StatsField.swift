/// One number of a ``StatsEntry``: its name on the wire, where it is kept and what it is.
public struct StatsField: Sendable {
    /// How several entries of one field become one.
    public enum Kind: Sendable {
        /// A rate or a ratio over the interval: their mean.
        case rate
        /// A level: the last.
        case level
        /// A quantile or a maximum: the largest, since quantiles cannot be averaged.
        case quantile
    }

    /// The name on the wire, within its group.
    public let name: StaticString
    /// What it is.
    public let kind: Kind
    /// Where it is kept.
    public let value: any WritableKeyPath<StatsEntry, Double?> & Sendable

    init(_ name: StaticString, _ kind: Kind, _ value: any WritableKeyPath<StatsEntry, Double?> & Sendable) {
        self.name = name
        self.kind = kind
        self.value = value
    }
}
