import Wire

/// The intervals that ticks are made for: whole quarters of a second up to one second, whole seconds up to ten, then every five
/// seconds up to a minute.
///
/// Each interval in use is computed and encoded by itself; on a grid they are 23 at most, whatever clients ask for.
enum IntervalGrid {
    /// The interval on the grid that is nearest and not shorter, milliseconds.
    ///
    /// - Parameter milliseconds: what lies outside of ``DashboardClientFrame/intervals`` is brought to the nearer end.
    static func interval(for milliseconds: Int) -> Int {
        let range = DashboardClientFrame.intervals
        let wanted = Int(min(max(Int64(milliseconds), range.lowerBound), range.upperBound))
        let step = step(at: wanted)
        return (wanted + step - 1) / step * step
    }

    private static func step(at milliseconds: Int) -> Int {
        switch milliseconds {
        case ...1_000: LiveFeed.paceMilliseconds
        case ...10_000: 1_000
        default: 5_000
        }
    }
}
