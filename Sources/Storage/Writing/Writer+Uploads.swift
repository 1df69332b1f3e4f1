import Chat
import Essentials
import Wire

extension Writer {
    /// An upload that a message may carry.
    struct LooseUpload {
        let key: Int64
        let attachment: Attachment
    }

    /// Notes a complete upload; once.
    func storeUpload(_ upload: UploadRecord) throws(SQLiteFailure) -> StoreOutcome {
        guard let conversation = try conversation(upload.conversationID) else { return .noConversation }
        let statement = statements.insertUpload
        statement.bind(copying: upload.id, at: 1)
        statement.bind(conversation.key, at: 2)
        statement.bind(copying: upload.userID, at: 3)
        statement.bind(copying: upload.fileName, at: 4)
        statement.bind(copying: upload.contentType, at: 5)
        statement.bind(upload.size, at: 6)
        statement.bind(copying: upload.sha256, at: 7)
        statement.bind(upload.createdAtMilliseconds, at: 8)
        try statement.run()
        return .done(changed: lastChanges > 0)
    }

    /// Forgets uploads that no message carries.
    func removeUploads(_ ids: [String]) throws(SQLiteFailure) -> StoreOutcome {
        var removed: [String] = []
        for id in ids {
            statements.deleteLooseUpload.bind(copying: id, at: 1)
            try statements.deleteLooseUpload.run()
            if lastChanges > 0 { removed.append(id) }
        }
        return .removedUploads(removed)
    }

    /// The uploads that the message wants to carry, in its order; nil when it may not have them all.
    func uploads(for message: NewMessage, in conversation: StoredConversation) throws(SQLiteFailure) -> [LooseUpload]? {
        guard !message.attachments.isEmpty else { return [] }
        var found: [LooseUpload] = []
        for id in message.attachments {
            guard let upload = try looseUpload(id, of: message.author.id, in: conversation.key),
                !found.contains(where: { $0.key == upload.key })
            else { return nil }
            found.append(upload)
        }
        return found
    }

    /// Lets a message carry uploads.
    func tie(_ uploads: [LooseUpload], to message: Int64) throws(SQLiteFailure) {
        for (place, upload) in uploads.enumerated() {
            statements.tieUpload.bind(upload.key, at: 1)
            statements.tieUpload.bind(message, at: 2)
            statements.tieUpload.bind(Int64(place), at: 3)
            try statements.tieUpload.run()
        }
    }

    /// Forgets the uploads that a message carries. Returns their ids.
    func removeUploads(of message: Int64) throws(SQLiteFailure) -> [String] {
        var ids: [String] = []
        statements.attachments.bind(message, at: 1)
        defer { statements.attachments.reset() }
        while try statements.attachments.step() {
            ids.append(statements.attachments.text(0))
        }
        statements.deleteUploads.bind(message, at: 1)
        try statements.deleteUploads.run()
        return ids
    }

    private func looseUpload(_ id: String, of user: String, in conversation: Int64) throws(SQLiteFailure) -> LooseUpload? {
        let row = statements.uploadRow
        row.bind(copying: id, at: 1)
        defer { row.reset() }
        guard try row.step(), row.integer(1) == conversation, ExactText(row.text(2)) == ExactText(user), row.isNull(6)
        else { return nil }
        let attachment = Attachment(id: id, fileName: row.text(3), contentType: row.text(4), size: row.integer(5))
        return LooseUpload(key: row.integer(0), attachment: attachment)
    }
}
