import Essentials
import Wire

extension UploadService {
    /// Takes a file for a conversation, as fast as the disk takes it, and tells the room how far it has come.
    ///
    /// After it returns the upload is durable; after it throws nothing is left of it.
    ///
    /// - Parameters:
    ///   - source: the file; its errors that are no ``UploadError`` are passed on.
    ///   - conversationID: whose messages may carry it.
    ///   - user: whose upload it is.
    /// - Throws: ``UploadError`` with `bad_frame`, `not_found`, `forbidden`, `conflict` (the conversation is archived, or too many
    ///   uploads are carried by no message), `rate_limited` (too many at once), `too_large`, or what the disk and the store suffer.
    public func receive(
        _ source: consuming some UploadSource, in conversationID: String, user: ChatUser
    ) async throws -> UploadRecord {
        metrics.began()
        do {
            let record = try await admit(source, conversationID, user)
            metrics.ended(.stored)
            return record
        } catch let error as UploadError {
            metrics.ended(error.error.code.isServerError ? .failed : .refused)
            throw error
        } catch let error as ChatError {
            metrics.ended(error.code.isServerError ? .failed : .refused)
            throw UploadError(error)
        } catch {
            metrics.ended(.cancelled)
            throw error
        }
    }

    private func admit(
        _ source: consuming some UploadSource, _ conversationID: String, _ user: ChatUser
    ) async throws -> UploadRecord {
        guard try await !chat.accessible(conversationID, to: user).isArchived else { throw ChatError.archived }
        guard var place = places.enter(user.id, limit: configuration.atOnce) else { throw ChatError.tooManyUploads }
        var record: UploadRecord?
        defer { places.leave(place, stored: record?.size) }
        try await check(&place, source.length, bodyLength: source.bodyLength, user)
        let name = try UploadFileName(try await source.fileName())
        record = try await receive(source, name, conversationID, user, &place)
        return try record ?? { throw UploadCut() }()
    }

    /// Refuses before the file comes what would be refused at its end.
    private func check(_ place: inout UploadPlace, _ length: Int64?, bodyLength: Int64?, _ user: ChatUser) async throws {
        guard (length ?? 0) <= configuration.fileLimit,
            (bodyLength ?? 0) - Self.envelopeBytes <= configuration.fileLimit
        else { throw UploadError.tooLarge(configuration) }
        let (bytes, loose) = try await chat.reading { () async throws(StoreError) in
            (try await chat.store.uploadedBytes(of: user.id), try await chat.store.looseUploadCount(of: user.id))
        }
        guard places.learn(place, bytes: bytes, loose: loose, looseLimit: configuration.loosePerUser) else {
            throw ChatError.tooManyLooseUploads
        }
        guard places.reserve(length ?? 0, for: &place, limit: configuration.userLimit) else { throw ChatError.quotaExceeded }
    }

    /// More than a form has around its file.
    private static let envelopeBytes: Int64 = 64 * 1024

    private func receive(
        _ source: consuming some UploadSource, _ name: UploadFileName, _ conversationID: String, _ user: ChatUser,
        _ place: inout UploadPlace
    ) async throws -> UploadRecord {
        let id = chat.ids.next()
        var announcer = UploadAnnouncer(
            chat, conversationID: conversationID, uploadID: id, fileName: name.text, length: source.length,
            longest: source.longestLength)
        var intake = UploadIntake(id: id, files: files, configuration: configuration)
        do {
            try await drain(source, into: &intake, &announcer, &place)
            let content = try await intake.finish()
            let record = UploadRecord(
                id: id, conversationID: conversationID, userID: user.id, fileName: name.text, contentType: content.type,
                size: content.size, sha256: content.sha256, createdAtMilliseconds: chat.clock.unixMilliseconds())
            try await note(record)
            announcer.ended(.complete)
            return record
        } catch {
            await intake.discard()
            announcer.ended(error is UploadError || error is ChatError ? .failed : .cancelled)
            throw error
        }
    }

    private func drain(
        _ source: consuming some UploadSource, into intake: inout UploadIntake, _ announcer: inout UploadAnnouncer,
        _ place: inout UploadPlace
    ) async throws {
        let length = source.length
        while let bytes = try await source.next() {
            metrics.received(bytes.count)
            let size = intake.size + Int64(bytes.count)
            guard places.reserve(size, for: &place, limit: configuration.userLimit) else { throw ChatError.quotaExceeded }
            try await intake.take(bytes)
            announcer.received(intake.size)
        }
        guard length == nil || length == intake.size else { throw UploadCut() }
    }

    private func note(_ record: UploadRecord) async throws {
        let outcome = try await chat.commit(.storeUpload(record))
        switch outcome {
        case .done: return
        case .noConversation: throw ChatError.notFound
        default: throw ChatError.unexpected(outcome)
        }
    }
}

/// The client ended before the file did.
struct UploadCut: Error {}

extension ChatError {
    /// The user has as many uploads under way as they may have.
    fileprivate static let tooManyUploads = ChatError(
        code: .rateLimited, message: "too many uploads at once; wait until one has ended", retryAfterMilliseconds: 1_000)
    /// The user has as many uploads without a message as they may have.
    fileprivate static let tooManyLooseUploads = ChatError(
        code: .conflict, message: "too many uploads are on no message; send or delete some")
    /// The user's uploads take as much as they may take.
    fileprivate static let quotaExceeded = ChatError(code: .tooLarge, message: "your uploads would take more than they may in all")
}
