/// A stretch of time that ends now.
struct TimeWindow: Sendable, Equatable {
    /// What the history holds.
    static let range = 1...3_600

    /// In ``range``.
    let seconds: Int

    /// A window of whole seconds; nil outside of ``range``.
    init?(seconds: Double) {
        let whole = seconds.rounded()
        guard whole >= Double(Self.range.lowerBound), whole <= Double(Self.range.upperBound) else { return nil }
        self.seconds = Int(whole)
    }

    private init(known seconds: Int) {
        self.seconds = seconds
    }

    static let minute = TimeWindow(known: 60)
    static let fiveMinutes = TimeWindow(known: 300)
    static let tenMinutes = TimeWindow(known: 600)
    static let quarterOfAnHour = TimeWindow(known: 900)
    static let hour = TimeWindow(known: 3_600)
}
