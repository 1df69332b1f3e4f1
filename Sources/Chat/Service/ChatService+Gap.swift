import ChannelLayer
import Wire

extension ChatService {
    /// Tells every room in memory that events may have been missed: `resync` with the room's last `seq`. Called when the
    /// channel layer is back after it was away.
    public func announceGap() {
        for room in rooms.all() {
            // With the state locked, so that no socket hears of an event before a `resync` that leaves it out.
            room.withState { state in
                layer.publish(LayerEvent(group: room.group, payload: ChatFrames.resync(lastSeq: state.lastSeq)))
            }
        }
        layer.flush()
    }
}
