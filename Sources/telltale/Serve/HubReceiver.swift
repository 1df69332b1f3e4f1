import ChannelLayer
import Sockets

/// Hands what the channel layer delivers to the hub of the sockets.
struct HubReceiver: LayerReceiver {
    let hub: Hub

    func receive(_ event: LayerEvent) {
        hub.publish(
            group: event.group, payload: event.payload, seq: event.seq ?? 0, part: event.part, receivedAt: event.receivedAt,
            subjectID: event.subjectID)
    }

    func flush() {
        hub.flush()
    }
}
