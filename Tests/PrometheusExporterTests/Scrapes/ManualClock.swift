import Synchronization

/// A clock that the test moves.
final class ManualClock: Sendable {
    private let time = Atomic<Int64>(0)

    func now() -> Int64 {
        time.load(ordering: .relaxed)
    }

    func advance(_ nanoseconds: Int64) {
        time.wrappingAdd(nanoseconds, ordering: .relaxed)
    }
}
