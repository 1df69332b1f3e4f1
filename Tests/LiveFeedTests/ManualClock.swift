import Synchronization

/// A clock that stands still until it is moved.
final class ManualClock: Sendable {
    private let nanoseconds = Mutex<Int64>(1_000_000_000)
    /// Unix time at the start, milliseconds: 2024-02-29T12:00:00Z.
    static let start: Int64 = 1_709_208_000_000

    var now: Int64 { nanoseconds.withLock { $0 } }
    var unixMilliseconds: Int64 { Self.start + (now - 1_000_000_000) / 1_000_000 }

    func advance(milliseconds: Int64) {
        nanoseconds.withLock { $0 += milliseconds * 1_000_000 }
    }
}
