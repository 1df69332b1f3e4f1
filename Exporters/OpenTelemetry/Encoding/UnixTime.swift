/// Moments as OTLP has them.
enum UnixTime {
    /// Whole nanoseconds since 1970; 0, which OTLP reads as unknown, for what is before then or no number.
    static func nanoseconds(_ seconds: Double) -> UInt64 {
        guard seconds > 0, seconds < 0x1p34 else { return 0 }
        return UInt64(seconds * 1e9)
    }
}
