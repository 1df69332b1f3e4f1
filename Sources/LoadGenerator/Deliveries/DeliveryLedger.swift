/// Who has published what, and who has received it: the run's memory. Pure values, no I/O; single-threaded.
struct DeliveryLedger {
    let topology: Topology
    private let slotsEach: Int
    private var slots: [MessageSlot]
    private var orders: [DeliveryOrder]
    private var sequences: [UInt32]
    private var members: [Member]
    private var rooms: [Room]
    private var roomsWithSpace: [Int]

    private(set) var counts = DeliveryCounts()
    /// The same since ``beginMeasuring(at:)``; doubled, reordered and misrouted ones are only in ``counts``.
    private(set) var measured = DeliveryCounts()
    private(set) var latency = LatencyHistogram()
    private(set) var lastDeliveryAt: Int64 = 0
    /// Messages that not every member has received.
    private(set) var outstanding = 0
    private var measuringSince = Int64.max

    /// - Parameter messagesInFlight: how many messages of one publisher may be awaited at once; rounded up to a power of two.
    init(_ topology: Topology, messagesInFlight: Int) {
        self.topology = topology
        slotsEach = Int(UInt64(max(messagesInFlight, 64) - 1).nextPowerOfTwo)
        slots = Array(repeating: MessageSlot(), count: topology.publisherCount * slotsEach)
        orders = Array(repeating: DeliveryOrder(), count: topology.connectionCount * topology.publishersPerRoom)
        sequences = Array(repeating: 0, count: topology.publisherCount)
        members = (0..<topology.connectionCount).map { Member(room: Int32($0 / topology.membersPerRoom)) }
        rooms = Array(repeating: Room(members: Int32(topology.membersPerRoom)), count: topology.rooms)
        roomsWithSpace = Array((0..<topology.rooms).reversed())
    }

    /// From here on latency and throughput count.
    mutating func beginMeasuring(at now: Int64) {
        measured = DeliveryCounts()
        latency = LatencyHistogram()
        measuringSince = now
    }

    /// A room that has fewer than `window` messages in flight and somebody to publish.
    mutating func roomWithSpace(window: Int) -> Int? {
        while let room = roomsWithSpace.last {
            if rooms[room].outstanding < window, publisher(in: room) != nil { return room }
            roomsWithSpace.removeLast()
            rooms[room].isListed = false
        }
        return nil
    }

    /// Takes note of a message that is about to be sent in `room`; nil when nobody is left to send it.
    mutating func publish(in room: Int, at now: Int64) -> Publication? {
        guard let local = publisher(in: room) else { return nil }
        rooms[room].turn = (local + 1) % topology.publishersPerRoom
        let publisher = room * topology.publishersPerRoom + local
        guard sequences[publisher] < Marker.maximumSequence else { return nil }
        sequences[publisher] += 1
        let sequence = sequences[publisher]
        let slot = publisher * slotsEach + Int(sequence) & (slotsEach - 1)
        if slots[slot].remaining > 0 { complete(in: room) }  // given up: its deliveries stay owed and are lost
        slots[slot] = MessageSlot(sequence: sequence, remaining: rooms[room].members, sentAt: now)
        rooms[room].outstanding += 1
        outstanding += 1
        owe(UInt64(rooms[room].members))
        let marker = Marker(publisher: UInt32(publisher), sequence: sequence)
        return Publication(connection: room * topology.membersPerRoom + local, marker: marker)
    }

    /// Takes note of a delivery.
    @inline(__always)
    mutating func deliver(_ marker: Marker, to connection: Int, at now: Int64) {
        let publishers = topology.publishersPerRoom
        let room = Int(members[connection].room)
        let publisher = Int(marker.publisher)
        let local = publisher - room * publishers
        guard local >= 0, local < publishers, marker.sequence > 0, marker.sequence <= sequences[publisher] else {
            counts.misrouted += 1
            return
        }
        switch orders[connection * publishers + local].observe(marker.sequence) {
        case .next, .afterGap: break
        case .late: counts.reordered += 1
        case .doubled:
            counts.doubled += 1
            return
        }
        counts.received += 1
        lastDeliveryAt = now
        let slot = publisher * slotsEach + Int(marker.sequence) & (slotsEach - 1)
        guard slots[slot].sequence == marker.sequence else { return }
        settle(slot, room: room, at: now)
        if publishers > 1 { checkPosition(slot, connection: connection, room: room) }
    }

    /// Takes note of a connection that is gone: nothing more is awaited from it, but what it is owed stays owed.
    mutating func forget(_ connection: Int) {
        guard members[connection].isAlive else { return }
        members[connection].isAlive = false
        let room = Int(members[connection].room)
        rooms[room].members -= 1
        let publishers = topology.publishersPerRoom
        for local in 0..<publishers {
            let order = orders[connection * publishers + local]
            let first = (room * publishers + local) * slotsEach
            for slot in first..<first + slotsEach where slots[slot].remaining > 0 && !order.hasSeen(slots[slot].sequence) {
                slots[slot].remaining -= 1
                if slots[slot].remaining == 0 { complete(in: room) }
            }
        }
    }

    @inline(__always)
    private mutating func settle(_ slot: Int, room: Int, at now: Int64) {
        if slots[slot].sentAt >= measuringSince {
            measured.received += 1
            latency.record(nanoseconds: now - slots[slot].sentAt)
        }
        slots[slot].remaining -= 1
        if slots[slot].remaining == 0 { complete(in: room) }
    }

    private mutating func complete(in room: Int) {
        outstanding -= 1
        rooms[room].outstanding -= 1
        guard !rooms[room].isListed else { return }
        rooms[room].isListed = true
        roomsWithSpace.append(room)
    }

    private mutating func checkPosition(_ slot: Int, connection: Int, room: Int) {
        if slots[slot].position == 0 {
            rooms[room].position += 1
            slots[slot].position = rooms[room].position
        }
        if slots[slot].position < members[connection].position {
            counts.reordered += 1
        } else {
            members[connection].position = slots[slot].position
        }
    }

    private mutating func owe(_ deliveries: UInt64) {
        counts.published += 1
        counts.expected += deliveries
        measured.published += 1
        measured.expected += deliveries
    }

    private func publisher(in room: Int) -> Int? {
        let first = room * topology.membersPerRoom
        for step in 0..<topology.publishersPerRoom {
            let local = (rooms[room].turn + step) % topology.publishersPerRoom
            if members[first + local].isAlive { return local }
        }
        return nil
    }
}

extension UInt64 {
    /// The smallest power of two that is greater than this.
    fileprivate var nextPowerOfTwo: UInt64 { 1 << UInt64(UInt64.bitWidth - leadingZeroBitCount) }
}
