import HTTPClients

/// Whether and when a request is sent again.
struct RetryPlan {
    private var left: Int
    private var failures = 0
    private let first: Double
    private let longest: Double

    /// - Parameter configuration: how often, and the waits.
    init(_ configuration: OpenAIConfiguration) {
        left = configuration.retries
        first = Double(configuration.firstWait.wholeNanoseconds)
        longest = Double(configuration.longestWait.wholeNanoseconds)
    }

    /// The wait before the next attempt in nanoseconds; nil when there is none.
    ///
    /// - Parameters:
    ///   - retryAfter: what the provider asked for, in seconds.
    ///   - jitter: 0 to 1, by chance. The wait is between half of the full one and the full one, so that answers which failed
    ///     together are not asked for together again. What the provider asked for is never shortened but by the longest wait.
    mutating func nextWait(retryAfter: Double?, jitter: Double) -> Int64? {
        guard left > 0 else { return nil }
        left -= 1
        failures += 1
        if let retryAfter { return Int64(min(max(0, retryAfter) * 1e9, longest)) }
        let full = min(longest, first * Double(1 << min(failures - 1, 40)))
        return Int64(full * (0.5 + 0.5 * min(max(0, jitter), 1)))
    }
}
