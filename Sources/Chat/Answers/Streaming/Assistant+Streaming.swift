import ChannelLayer
import Essentials

extension Assistant {
    /// The model said something: the room is told at once, or within the coalescing interval when there is pressure.
    func receive(_ piece: String, of id: String, in room: Room) {
        metrics.pieceReceived()
        let now = clock.monotonicNanoseconds()
        let mayHold = pressure.note(at: now)
        let received = room.withState { state in
            let received = state.answers.receive(piece, of: id, limit: configuration.textLimit, mayHold: mayHold, at: now)
            if let chunk = received?.chunk { publish(chunk, in: room) }
            return received
        }
        guard let received else { return }
        if received.chunk != nil { layer.flush() }
        if received.isFull {
            end(id, .full, in: room)
        } else if received.isHeld {
            ticker.arm { [self] in tick() }
        }
    }

    /// Publishes what is held, of all rooms, and wakes the sockets' loops once for all of it.
    private func tick() {
        let now = clock.monotonicNanoseconds()
        var hasPublished = false
        for room in desk.rooms {
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
