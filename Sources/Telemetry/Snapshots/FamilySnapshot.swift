/// All series of one name at one moment.
public struct FamilySnapshot: Sendable, Hashable {
    /// The name as declared, with `_total` for counters and `_info` for infos.
    public var name: String

    /// One sentence for people; not escaped.
    public var help: String

    public var kind: FamilyKind

    /// The base unit that the name ends in, before `_total`: `seconds`, `bytes`, …; nil if it ends in none.
    public var unit: String?

    public var labelNames: [String]

    /// The series, in the order in which they first appeared. Those of a state set lie together, in the order of its
    /// states.
    public var series: [SeriesSnapshot]

    /// The layout of a histogram family, from which come its classic bounds; nil for the other kinds.
    public var layout: HistogramLayout?

    /// The unit is read from the name; change ``unit`` where that is wrong.
    public init(
        name: String, help: String, kind: FamilyKind, labelNames: [String] = [], series: [SeriesSnapshot] = [],
        layout: HistogramLayout? = nil
    ) {
        self.name = name
        self.help = help
        self.kind = kind
        unit = NameRules.unit(of: name, kind: kind)
        self.labelNames = labelNames
        self.series = series
        self.layout = layout
    }

    /// A family of one series without labels, as collectors often have it.
    public init(name: String, help: String, kind: FamilyKind, number: Double) {
        self.init(name: name, help: help, kind: kind, series: [SeriesSnapshot(value: .number(number))])
    }
}
