import Synchronization

/// The lanes that no thread owns now.
final class ThreadLanePool: Sendable {
    private let highest = Atomic(ThreadLane.shared)

    /// One bit for each free lane.
    private let free: Mutex<UInt32>

    /// - Parameter lanes: with lane 0, which is nobody's; at most ``ThreadLane/limit``.
    init(lanes: Int) {
        free = Mutex(UInt32(truncatingIfNeeded: (UInt64(1) << UInt64(lanes)) - 2))
    }

    /// One more than the highest lane that was ever taken.
    var used: Int {
        highest.load(ordering: .acquiring) + 1
    }

    /// Takes the lowest free lane; the shared one if none is free.
    func take() -> Int {
        free.withLock { free in
            guard free != 0 else { return ThreadLane.shared }
            let lane = free.trailingZeroBitCount
            free &= free - 1
            if lane > highest.load(ordering: .relaxed) { highest.store(lane, ordering: .releasing) }
            return lane
        }
    }

    /// Makes a lane free. The lock orders the last write of its owner before the first of the next one.
    func giveBack(_ lane: Int) {
        guard lane > ThreadLane.shared, lane < ThreadLane.limit else { return }
        free.withLock { $0 |= 1 << UInt32(lane) }
    }
}
