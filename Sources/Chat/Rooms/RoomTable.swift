import Synchronization

/// The rooms in memory, each loaded once however many ask for it at the same time.
///
/// Locks are taken in this order: the table, then a room. Nobody asks the table while holding a room.
final class RoomTable: Sendable {
    typealias Loaded = Result<Room, ChatError>

    /// A room is in neither dictionary, then loading, then ready (or in neither again when it cannot be had), until it is vacant.
    private struct Slots {
        var loading: [String: [CheckedContinuation<Loaded, Never>]] = [:]
        var ready: [String: Room] = [:]
    }

    private let slots = Mutex(Slots())

    /// The room, pinned, if it is in memory.
    func pinIfPresent(_ id: String) -> Room? {
        slots.withLock { slots in
            let room = slots.ready[id]
            room?.pin()
            return room
        }
    }

    /// The room, pinned, read by `load` if need be.
    ///
    /// `load` runs in a task of its own, so that the one who came first can be cancelled without failing the others.
    func pinned(_ id: String, load: @escaping @Sendable () async -> Loaded) async -> Loaded {
        await withCheckedContinuation { waiter in
            let (room, mustLoad) = slots.withLock { Self.wait(for: id, in: &$0, waiter) }
            if let room {
                waiter.resume(returning: .success(room))
            } else if mustLoad {
                Task { self.finish(id, await load()) }
            }
        }
    }

    /// Forgets the room if nobody needs it any more.
    ///
    /// - Returns: whether it was forgotten.
    func removeIfVacant(_ room: Room) -> Bool {
        slots.withLock { slots in
            guard room.isUnpinned, room.withState({ $0.isVacant }) else { return false }
            slots.ready[room.id] = nil
            return true
        }
    }

    /// All rooms in memory, in no order.
    func all() -> [Room] {
        slots.withLock { Array($0.ready.values) }
    }

    private static func wait(
        for id: String, in slots: inout Slots, _ waiter: CheckedContinuation<Loaded, Never>
    ) -> (room: Room?, mustLoad: Bool) {
        if let room = slots.ready[id] {
            room.pin()
            return (room, false)
        }
        let isFirst = slots.loading[id] == nil
        slots.loading[id, default: []].append(waiter)
        return (nil, isFirst)
    }

    private func finish(_ id: String, _ loaded: Loaded) {
        let waiters = slots.withLock { slots in
            let waiters = slots.loading.removeValue(forKey: id) ?? []
            if case .success(let room) = loaded {
                for _ in waiters { room.pin() }
                slots.ready[id] = room
            }
            return waiters
        }
        for waiter in waiters {
            waiter.resume(returning: loaded)
        }
    }
}
