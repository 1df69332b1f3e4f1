import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let uploads = [
        MessageStoreConformance("an upload reads back as it was noted, loose until a message carries it") { store async throws in
            await store.create("room")
            let upload = record("u1", at: 77)
            #expect(await store.perform(.storeUpload(upload)) == .success(.done(changed: true)))
            #expect(try await store.upload("u1") == upload)
            #expect(try await store.upload("u2") == nil)
            let appended = await store.append("", id: "m1", to: "room", attachments: ["u1"])
            #expect(appended == .success(.appended(seq: 1, attachments: [upload.attachment])))
            #expect(try await store.upload("u1")?.messageID == "m1")
            #expect(try await store.message("m1", of: "room")?.attachments == [upload.attachment])
            #expect(try await store.looseUploads(before: .max, limit: 10).isEmpty)
        },
        MessageStoreConformance("an upload needs its conversation") { store async throws in
            #expect(await store.perform(.storeUpload(record("u1"))) == .success(.noConversation))
            #expect(try await store.upload("u1") == nil)
        },
        MessageStoreConformance("a message carries its attachments in the order given, wherever it is read") { store async throws in
            await store.create("room")
            let uploads = ["c", "a", "b"].map { record($0) }
            for upload in uploads.sorted(by: { $0.id < $1.id }) {
                _ = await store.perform(.storeUpload(upload))
            }
            let expected = uploads.map(\.attachment)
            let appended = await store.append("x", id: "m1", to: "room", clientID: "k", attachments: ["c", "a", "b"])
            #expect(appended == .success(.appended(seq: 1, attachments: expected)))
            let again = await store.append("x", id: "m2", to: "room", clientID: "k", attachments: ["c"])
            #expect(again == .success(.repeated(messageID: "m1", seq: 1)))
            #expect(try await store.latestMessages().map(\.attachments) == [expected])
            #expect(try await store.allEvents().first?.content == .newMessage(store.latestMessages()[0]))
            let after = try await store.messages(of: "room", after: 0, limit: 1, maximumBytes: 100)
            #expect(after.messages.first?.attachments == expected)
        },
        MessageStoreConformance("an attachment is the author's, of the conversation, and on no other message, or nothing is said") {
            store async throws in
            await store.create("room")
            await store.create("other")
            for upload in [record("mine"), record("taken"), record("bobs", by: "bob"), record("elsewhere", in: "other")] {
                _ = await store.perform(.storeUpload(upload))
            }
            await store.append("x", id: "m1", to: "room", attachments: ["taken"])
            for bad in ["taken", "bobs", "elsewhere", "nothing"] {
                let outcome = await store.append("x", id: "m2", to: "room", attachments: ["mine", bad])
                #expect(outcome == .success(.refused(.badAttachment)))
            }
            #expect(try await store.conversation("room")?.lastSeq == 1)
            #expect(try await store.upload("mine")?.messageID == nil)
            await store.append("x", id: "m2", to: "room", attachments: ["mine"])
            #expect(try await store.upload("mine")?.messageID == "m2")
        },
        MessageStoreConformance("only loose uploads are forgotten") { store async throws in
            await store.create("room")
            for id in ["u1", "u2", "u3"] {
                _ = await store.perform(.storeUpload(record(id)))
            }
            await store.append("x", id: "m1", to: "room", attachments: ["u2"])
            let outcome = await store.perform(.removeUploads(ids: ["u1", "u2", "u4"]))
            #expect(outcome == .success(.removedUploads(["u1"])))
            #expect(try await store.knownUploads(among: ["u1", "u2", "u3", "u4"]) == ["u2", "u3"])
            #expect(try await store.knownUploads(among: []).isEmpty)
            #expect(try await store.looseUploads(before: .max, limit: 10) == ["u3"])
            #expect(await store.perform(.removeUploads(ids: ["u1"])) == .success(.removedUploads([])))
        },
        MessageStoreConformance("a deleted message gives its uploads away, and they are forgotten") { store async throws in
            await store.create("room")
            for id in ["u1", "u2"] {
                _ = await store.perform(.storeUpload(record(id)))
            }
            await store.append("x", id: "m1", to: "room", attachments: ["u2", "u1"])
            guard case .success(.changed(_, let uploads)) = await store.change("m1", .delete) else {
                Issue.record("the message was not deleted")
                return
            }
            #expect(Set(uploads) == ["u1", "u2"] && uploads.count == 2)
            #expect(try await store.message("m1", of: "room")?.attachments == [])
            #expect(try await store.upload("u1") == nil)
            #expect(try await store.knownUploads(among: ["u1", "u2"]).isEmpty)
            #expect(try await store.looseUploads(before: .max, limit: 10).isEmpty)
            #expect(try await store.uploadedBytes(of: "ada") == 0)
        },
        MessageStoreConformance("loose uploads are listed by age, and each user's are counted") { store async throws in
            await store.create("room")
            for (index, id) in ["c", "a", "d", "b"].enumerated() {
                _ = await store.perform(.storeUpload(record(id, by: index == 3 ? "bob" : "ada", at: Int64(10 * index), size: 1 << index)))
            }
            #expect(try await store.looseUploads(before: 30, limit: 10) == ["c", "a", "d"])
            #expect(try await store.looseUploads(before: 31, limit: 10) == ["c", "a", "d", "b"])
            #expect(try await store.looseUploads(before: 31, limit: 2) == ["c", "a"])
            await store.append("x", id: "m1", to: "room", attachments: ["a"])
            for (user, bytes) in [("ada", 7), ("bob", 8), ("eve", 0)] {
                #expect(try await store.uploadedBytes(of: user) == Int64(bytes))
            }
            for (user, count) in [("ada", 2), ("bob", 1), ("eve", 0)] {
                #expect(try await store.looseUploadCount(of: user) == count)
            }
        },
    ]

    private static func record(
        _ id: String, in conversation: String = "room", by user: String = "ada", at milliseconds: Int64 = 5, size: Int64 = 10
    ) -> UploadRecord {
        UploadRecord(
            id: id, conversationID: conversation, userID: user, fileName: "\(id) é.png", contentType: "image/png", size: size,
            sha256: String(repeating: "0a", count: 32), createdAtMilliseconds: milliseconds)
    }
}
