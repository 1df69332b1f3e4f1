import Chat
import Foundation
import Storage
import Wire

/// Appends to rooms of two in turn, every commit on the disk, and says how many messages a second were acknowledged and what
/// they cost. The same folder may be used again: the rooms go on.
struct Appending {
    let folder: String
    let rooms: Int
    let messages: Int

    func run() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let store = try SQLiteStore.forBenchmark(folder, synchronous: .full)
        let filler = Filler(store)
        let users = ["ada", "bob"].map { UserRef(id: $0, name: $0) }
        for room in 0..<rooms {
            let record = ConversationRecord(
                id: "room-\(room)", title: "", kind: .private, createdBy: "ada", createdAtMilliseconds: 1, updatedAtMilliseconds: 1)
            await filler.write(.createConversation(record, participants: users))
        }
        await filler.drain()
        let content = String(repeating: "x", count: 256)
        let first = Int(Date().timeIntervalSince1970 * 1_000) * 1_000
        let (start, processor) = (ContinuousClock.now, Self.processorSeconds)
        for number in 0..<messages {
            let id = "01HF" + String(first + number)
            await filler.write(
                .append(
                    NewMessage(
                        id: id + String(repeating: "0", count: max(0, 26 - id.count)), conversationID: "room-\(number % rooms)",
                        role: .user, author: users[number / rooms % 2], content: content, createdAtMilliseconds: 1, clientID: id)))
        }
        await filler.drain()
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        let cost = (Self.processorSeconds - processor) / Double(messages) * 1e6
        let rate = Double(messages) / elapsed
        print(String(format: "%.0f messages/s, %.2f µs of the processors a message, %d failed", rate, cost, filler.failed))
        await store.close()
    }

    /// User and system time of all threads, seconds.
    static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
