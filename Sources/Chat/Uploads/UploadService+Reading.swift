import Essentials
import Wire

extension UploadService {
    /// What is known of an upload, for who may read its conversation: not for its uploader when they take part no more.
    ///
    /// - Throws: ``ChatError`` `bad_frame`, `not_found`, `forbidden`, or what the store suffers.
    public func upload(_ id: String, user: ChatUser) async throws(ChatError) -> UploadRecord {
        let record = try await record(id)
        _ = try await chat.accessible(record.conversationID, to: user)
        return record
    }

    /// Opens the content of an upload.
    ///
    /// - Throws: ``ChatError`` `not_found` when it was removed meanwhile, or for what the disk suffers.
    public func open(_ record: UploadRecord) async throws(ChatError) -> any UploadReader {
        let reader: (any UploadReader)?
        do {
            reader = try await files.open(record.id)
        } catch {
            throw UploadError(error).error
        }
        if let reader { return reader }
        // A file is removed after its record is struck: with the record still there, somebody else took the file away.
        _ = try await self.record(record.id)
        throw ChatError(code: .internal, message: "internal error", detail: "the file of the upload \(record.id) is missing")
    }

    /// Removes an upload that no message carries: the uploader's own, or by an administrator.
    ///
    /// - Throws: ``ChatError`` `bad_frame`, `not_found`, `forbidden`, `conflict` when a message carries it, or what the store suffers.
    public func remove(_ id: String, user: ChatUser) async throws(ChatError) {
        let record = try await record(id)
        guard isUploader(user, of: record) else {
            throw ChatError(code: .forbidden, message: "it is not your upload")
        }
        guard try await forget([id]).isEmpty else { return }
        // Somebody was faster: it is gone, or a message carries it.
        _ = try await self.record(id)
        throw ChatError(code: .conflict, message: "a message carries the upload; delete the message")
    }

    private func record(_ id: String) async throws(ChatError) -> UploadRecord {
        guard Identifier.isValid(id) else { throw .malformed("the upload's id is malformed") }
        guard let record = try await chat.reading({ () async throws(StoreError) in try await chat.store.upload(id) }) else {
            throw ChatError(code: .notFound, message: "no such upload")
        }
        return record
    }

    private func isUploader(_ user: ChatUser, of record: UploadRecord) -> Bool {
        user.isAdmin || ExactText(record.userID) == ExactText(user.id)
    }
}
