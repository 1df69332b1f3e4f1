extension Duration {
    /// Whole nanoseconds, as many as fit.
    public var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, isTooMuch) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return isTooMuch ? (seconds < 0 ? .min : .max) / 2 : whole &+ attoseconds / 1_000_000_000
    }
}
