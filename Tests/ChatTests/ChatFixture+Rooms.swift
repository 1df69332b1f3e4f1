import Chat
import ChatTestSupport
import Wire

extension ChatFixture {
    /// Open rooms `room-0`, `room-1`, … that Ada is in.
    func rooms(_ count: Int) async throws -> [Room] {
        var rooms: [Room] = []
        for index in 0..<count {
            rooms.append(try await chat.enter("room-\(index)", user: ada).room)
        }
        return rooms
    }

    /// Notes an upload of Ada's that is complete.
    func noteUpload(_ id: String, in conversation: String) async {
        let upload = UploadRecord(
            id: id, conversationID: conversation, userID: ada.id, fileName: id, contentType: "text/plain", size: 1,
            sha256: String(repeating: "0", count: 64), createdAtMilliseconds: 1)
        _ = await store.perform(.storeUpload(upload))
    }
}

extension InMemoryMessageStore {
    /// Makes an open conversation with this participant in a store that commits when it is told to.
    func prepare(_ id: String, for user: ChatUser) async {
        let record = ConversationRecord(
            id: id, title: id, kind: .open, createdBy: user.id, createdAtMilliseconds: 1, updatedAtMilliseconds: 1)
        enqueue(StoreWrite(.createConversation(record, participants: [user.reference])) { _ in })
        commit()
    }
}
