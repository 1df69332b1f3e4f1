import Chat
import LanguageModels

extension ChatService {
    /// The ten busiest rooms as the operations assistant speaks of them.
    func busiestRooms() -> [BusyRoom] {
        topRooms(limit: 10).map { BusyRoom(id: $0.id, sockets: $0.sockets, messagesPerSecond: $0.messagesPerSecond) }
    }

    /// The ten slowest rooms likewise.
    func slowestRooms() -> [SlowestRoom] {
        func milliseconds(_ nanoseconds: Int64) -> Double? { nanoseconds > 0 ? Double(nanoseconds) / 1e6 : nil }
        return slowestRooms(limit: 10).map { room in
            SlowestRoom(
                id: room.id, messageMilliseconds: milliseconds(room.messageNanoseconds),
                answerMilliseconds: milliseconds(room.answerNanoseconds))
        }
    }
}
