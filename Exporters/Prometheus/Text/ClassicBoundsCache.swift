import Telemetry

/// The classic buckets of the layouts that were seen.
struct ClassicBoundsCache {
    private struct Key: Hashable {
        let layout: HistogramLayout?
        let schema: Int
    }

    /// More layouts than this are not kept; a program has a handful.
    private static let limit = 256

    private var known: [Key: ClassicBounds] = [:]

    /// Those of a layout at a histogram's resolution; without a layout there is only the bucket for infinity.
    mutating func bounds(of layout: HistogramLayout?, schema: Int) -> ClassicBounds {
        let key = Key(layout: layout, schema: schema)
        if let bounds = known[key] { return bounds }
        if known.count >= Self.limit { known.removeAll() }
        let made = ClassicBounds(layout?.classicBounds ?? [], schema: schema)
        known[key] = made
        return made
    }
}
