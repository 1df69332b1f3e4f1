/// A value and the end of the second that it was measured in.
struct Moment: Sendable, Equatable {
    var value: Double
    /// Unix time.
    var endMilliseconds: Int64

    /// `at 13:05:09 UTC`.
    var time: String {
        "at " + Figures.time(endMilliseconds)
    }
}
