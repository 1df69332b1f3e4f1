/// All series of one name at one moment.
public struct FamilySnapshot: Sendable, Hashable {
    /// The name as declared, with `_total` for counters.
    public var name: String

    /// One sentence for people; not escaped.
    public var help: String

    public var kind: FamilyKind

    public var labelNames: [String]

    /// The series, in the order in which they first appeared.
    public var series: [SeriesSnapshot]

    /// The layout of a histogram family, from which come its classic bounds; nil for the other kinds.
    public var layout: HistogramLayout?

    public init(
        name: String, help: String, kind: FamilyKind, labelNames: [String] = [], series: [SeriesSnapshot] = [],
        layout: HistogramLayout? = nil
    ) {
        self.name = name
        self.help = help
        self.kind = kind
        self.labelNames = labelNames
        self.series = series
        self.layout = layout
    }

    /// A family of one series without labels, as collectors often have it.
    public init(name: String, help: String, kind: FamilyKind, number: Double) {
        self.init(name: name, help: help, kind: kind, series: [SeriesSnapshot(value: .number(number))])
    }
}
