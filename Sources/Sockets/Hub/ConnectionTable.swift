/// The connections of a loop by slot; a generation tells a slot's tenants apart. Not thread-safe: one a loop.
struct ConnectionTable {
    private struct Slot {
        var connection: Connection?
        var generation: UInt32
    }

    private var slots: [Slot] = []
    private var free: [Int32] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }
    var all: [Connection] { slots.compactMap(\.connection) }

    mutating func insert(_ connection: Connection) -> (slot: Int32, generation: UInt32) {
        count += 1
        if let slot = free.popLast() {
            slots[Int(slot)].connection = connection
            return (slot, slots[Int(slot)].generation)
        }
        slots.append(Slot(connection: connection, generation: 0))
        return (Int32(slots.count - 1), 0)
    }

    mutating func remove(slot: Int32) {
        count -= 1
        slots[Int(slot)].connection = nil
        slots[Int(slot)].generation &+= 1
        free.append(slot)
    }

    func connection(slot: Int32, generation: UInt32) -> Connection? {
        guard slot >= 0, Int(slot) < slots.count, slots[Int(slot)].generation == generation else { return nil }
        return slots[Int(slot)].connection
    }
}
