import Synchronization

/// Hands out lanes in turn, so that files share a fixed number of threads. Any thread.
final class DiskLanes: Sendable {
    private let lanes: [DiskLane]
    private let turn = Atomic(0)

    /// - Parameter count: how many files are read or written at the same time; at least 1.
    init(count: Int) {
        lanes = (0..<max(1, count)).map { _ in DiskLane() }
    }

    func next() -> DiskLane {
        let turn = turn.wrappingAdd(1, ordering: .relaxed).newValue
        return lanes[Int(UInt(bitPattern: turn) % UInt(lanes.count))]
    }
}
