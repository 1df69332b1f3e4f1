import Chat
import Essentials
import Synchronization

/// A clock that stands still until a test moves it. It starts at 2023-11-14T22:13:20.000Z.
public final class ManualClock: ServerClock {
    private let elapsedNanoseconds = Atomic<Int64>(0)

    /// Makes the clock.
    public init() {}

    /// Moves both times.
    public func advance(seconds: Double) {
        elapsedNanoseconds.add(Int64(seconds * 1e9), ordering: .relaxed)
    }

    public func unixMilliseconds() -> Int64 {
        1_700_000_000_000 + elapsedNanoseconds.load(ordering: .relaxed) / 1_000_000
    }

    public func monotonicNanoseconds() -> Int64 {
        1_000_000_000 + elapsedNanoseconds.load(ordering: .relaxed)
    }
}
