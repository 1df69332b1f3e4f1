import Chat
import Sockets
import Wire

/// The sockets of rooms on this node.
public struct HubRoomSockets: RoomSockets {
    private let hub: Hub

    public init(hub: Hub) {
        self.hub = hub
    }

    public func expel(userID: String, from group: String) {
        hub.close(user: userID, in: group, code: .forbidden, reason: "you are not a participant of this conversation any more")
    }
}
