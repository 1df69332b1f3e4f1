import Chat
import LanguageModels

extension ChatService {
    /// The ten busiest rooms as the operations assistant speaks of them.
    func busiestRooms() -> [BusyRoom] {
        topRooms(limit: 10).map { BusyRoom(id: $0.id, sockets: $0.sockets, messagesPerSecond: $0.messagesPerSecond) }
    }
}
