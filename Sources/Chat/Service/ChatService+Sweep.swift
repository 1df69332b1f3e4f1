import ChannelLayer
import Essentials

extension ChatService {
    /// Does what time alone brings about: ends graces and typing, tells what typing had to wait, forgets rooms that nobody needs, measures activity.
    ///
    /// Called about four times a second, by one thread at a time. Costs in proportion to the rooms where something is due.
    public func sweep() {
        let now = clock.monotonicNanoseconds()
        let watched = watch.take()
        var hasPublished = false
        let remaining = watched.filter { room in
            let (isRestless, published) = sweep(room, at: now)
            hasPublished = hasPublished || published
            return isRestless && !rooms.removeIfVacant(room)
        }
        watch.putBack(remaining)
        if hasPublished { layer.flush() }
        activity.advance(to: now)
    }

    /// - Returns: whether the room stays watched, and whether anything was published.
    private func sweep(_ room: Room, at now: Int64) -> (isRestless: Bool, hasPublished: Bool) {
        room.withState { state in
            let announcements = state.sweep(at: now)
            let hasPublished = announcements.reduce(false) { publish($1, in: room, state) || $0 }
            state.isWatched = state.needsSweep
            return (state.isWatched, hasPublished)
        }
    }
}
