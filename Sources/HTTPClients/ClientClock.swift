import Telemetry

/// The times and chances that a client needs which waits and tries again; tests put their own in.
public struct ClientClock: Sendable {
    /// Monotonic nanoseconds.
    public var now: @Sendable () -> Int64

    /// Seconds since 1970.
    public var unixSeconds: @Sendable () -> Double

    /// Returns at that time of ``now``, or throws when its task is cancelled.
    public var sleep: @Sendable (_ until: Int64) async throws -> Void

    /// A number from 0 to 1, by chance.
    public var random: @Sendable () -> Double

    /// A clock of these parts.
    public init(
        now: @escaping @Sendable () -> Int64, unixSeconds: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (Int64) async throws -> Void, random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.unixSeconds = unixSeconds
        self.sleep = sleep
        self.random = random
    }

    /// The machine's clocks.
    public static let system = ClientClock(
        now: MonotonicClock.now,
        unixSeconds: WallClock.unixSeconds,
        sleep: { until in try await Task.sleep(nanoseconds: UInt64(max(0, until - MonotonicClock.now()))) },
        random: { Double.random(in: 0...1) })
}
