import ChannelLayer
import Essentials
import Synchronization

extension Assistant {
    /// The model said something: the room is told at once, or within the coalescing interval when there is pressure and it was
    /// told something less than an interval ago.
    func receive(_ piece: String, of id: String, in room: Room) {
        metrics.pieceReceived()
        let now = clock.monotonicNanoseconds()
        let spacing = pressure.note(at: now) ? ticker.nanoseconds : 0
        let received = room.withState { state in
            let received = state.answers.receive(piece, of: id, limit: configuration.textLimit, spacing: spacing, at: now)
            if let chunk = received?.chunk { publish(chunk, in: room) }
            return received
        }
        guard let received else { return }
        if received.chunk != nil { layer.flush() }
        if received.isFull {
            end(id, .full, in: room)
        } else if received.beginsToHold {
            holding.withLock { $0.append(room) }
            ticker.arm { [self] in tick() }
        }
    }

    /// Publishes what is held, of all rooms, and wakes the sockets' loops once for all of it.
    private func tick() {
        let rooms = holding.withLock { rooms in
            defer { rooms = [] }
            return rooms
        }
        let now = clock.monotonicNanoseconds()
        var hasPublished = false
        for room in rooms {
            let isPublished = room.withState { state in
                guard let chunk = state.answers.takeChunk(at: now) else { return false }
                publish(chunk, in: room)
                return true
            }
            hasPublished = hasPublished || isPublished
        }
        if hasPublished { layer.flush() }
    }
}
