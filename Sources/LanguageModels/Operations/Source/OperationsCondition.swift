/// Something that should not be, and whether it is.
public struct OperationsCondition: Sendable, Equatable {
    /// Whether it holds.
    public enum State: String, Sendable {
        /// It does not.
        case ok
        /// It does, but not yet for long enough.
        case pending
        /// It has held for ``OperationsCondition/holdSeconds``.
        case firing
    }

    /// What its value counts.
    public enum Unit: Sendable {
        /// 0 to 1, written as a percentage.
        case ratio
        case milliseconds
        case count
    }

    /// As the rule is named that ships for Prometheus: `HighErrorRate`.
    public var name: String
    /// `page` (somebody acts now) or `ticket` (somebody looks this week).
    public var severity: String
    public var state: State
    /// What the value is: `operations that failed on the server's side, last 1 min`.
    public var meaning: String
    /// nil when it could not be measured, which is not a breach.
    public var value: Double?
    /// More than this is a breach.
    public var limit: Double
    public var unit: Unit
    /// How long a breach may last before it fires.
    public var holdSeconds: Int
    /// When the breach began, Unix time in milliseconds; nil without one.
    public var sinceMilliseconds: Int64?

    /// A condition.
    public init(
        name: String, severity: String, state: State, meaning: String, value: Double?, limit: Double, unit: Unit, holdSeconds: Int,
        sinceMilliseconds: Int64? = nil
    ) {
        self.name = name
        self.severity = severity
        self.state = state
        self.meaning = meaning
        self.value = value
        self.limit = limit
        self.unit = unit
        self.holdSeconds = holdSeconds
        self.sinceMilliseconds = sinceMilliseconds
    }
}
