import Synchronization

/// Which event loops have members of a group, a bit a loop. Any thread.
final class GroupDirectory: Sendable {
    private let masks = Mutex<[String: UInt64]>([:])

    /// The loops with members; 0 when there are none.
    func loops(of group: String) -> UInt64 {
        masks.withLock { $0[group] ?? 0 }
    }

    /// How many groups have a member.
    var count: Int { masks.withLock { $0.count } }

    func added(_ group: String, loop: Int) {
        masks.withLock { $0[group, default: 0] |= 1 << UInt64(loop) }
    }

    func removed(_ group: String, loop: Int) {
        masks.withLock { masks in
            let mask = (masks[group] ?? 0) & ~(1 << UInt64(loop))
            masks[group] = mask == 0 ? nil : mask
        }
    }
}
