import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let conversations = [
        MessageStoreConformance("a conversation is made once and reads back as it was made") { store async throws in
            #expect(await store.create("room", kind: .open, by: "ada", at: 1_234) == .success(.done(changed: true)))
            let expected = ConversationRecord(
                id: "room", title: "About room", kind: .open, createdBy: "ada", createdAtMilliseconds: 1_234,
                updatedAtMilliseconds: 1_234, lastSeq: 0)
            #expect(try await store.conversation("room") == expected)
            #expect(await store.create("room", kind: .private, by: "bob") == .success(.exists))
            #expect(try await store.conversation("room") == expected)
        },
        MessageStoreConformance("a conversation that was never made is not there") { store async throws in
            #expect(try await store.conversation("room") == nil)
            #expect(try await store.participants(of: "room", limit: 10).isEmpty)
            #expect(try await store.participantCount(of: "room") == 0)
            #expect(try await store.participant(of: "room", user: "ada") == nil)
            #expect(try await store.messages(of: "room", before: nil, limit: 10, maximumBytes: 1_000).messages.isEmpty)
        },
    ]

    static let participants = [
        MessageStoreConformance("participants are listed in the order in which they joined") { store async throws in
            let users = ["zoe", "ada", "mia", "bob"].map { UserRef(id: $0, name: $0.uppercased()) }
            await store.create("room", participants: Array(users.prefix(2)))
            for user in users.suffix(2) {
                let added = await store.perform(.addParticipant(conversationID: "room", user: user, atMilliseconds: 5))
                #expect(added == .success(.done(changed: true)))
            }
            let expected = users.map { ParticipantRecord(user: $0, lastReadSeq: 0) }
            #expect(try await store.participants(of: "room", limit: 10) == expected)
            #expect(try await store.participants(of: "room", limit: 3) == Array(expected.prefix(3)))
            #expect(try await store.participantCount(of: "room") == 4)
            #expect(try await store.participant(of: "room", user: "mia") == expected[2])
            #expect(try await store.participant(of: "room", user: "eve") == nil)
        },
        MessageStoreConformance("adding a participant again changes nothing but the name") { store async throws in
            await store.create("room", participants: [UserRef(id: "ada", name: "Ada")])
            let same = StoreOperation.addParticipant(
                conversationID: "room", user: UserRef(id: "ada", name: "Ada"), atMilliseconds: 5)
            let renamed = StoreOperation.addParticipant(
                conversationID: "room", user: UserRef(id: "ada", name: "Countess"), atMilliseconds: 6)
            #expect(await store.perform(same) == .success(.done(changed: false)))
            #expect(await store.perform(renamed) == .success(.done(changed: true)))
            #expect(await store.perform(renamed) == .success(.done(changed: false)))
            let record = ParticipantRecord(user: UserRef(id: "ada", name: "Countess"), lastReadSeq: 0)
            #expect(try await store.participants(of: "room", limit: 10) == [record])
        },
        MessageStoreConformance("nobody joins a conversation that does not exist") { store async throws in
            let joining = StoreOperation.addParticipant(
                conversationID: "room", user: UserRef(id: "ada", name: "Ada"), atMilliseconds: 5)
            #expect(await store.perform(joining) == .success(.noConversation))
        },
    ]
}
