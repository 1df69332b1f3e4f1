import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let participants = [
        MessageStoreConformance("participants are listed in the order in which they joined") { store async throws in
            let users = ["zoe", "ada", "mia", "bob"].map { UserRef(id: $0, name: $0.uppercased()) }
            await store.create("room", participants: Array(users.prefix(2)))
            for user in users.suffix(2) {
                let added = await store.perform(.addParticipant(conversationID: "room", user: user, isOperator: nil, atMilliseconds: 5))
                #expect(added == .success(.done(changed: true)))
            }
            let expected = users.map { ParticipantRecord(user: $0, lastReadSeq: 0) }
            #expect(try await store.participants(of: "room", limit: 10) == expected)
            #expect(try await store.participants(of: "room", limit: 3) == Array(expected.prefix(3)))
            #expect(try await store.participantCount(of: "room") == 4)
            #expect(try await store.participant(of: "room", user: "mia") == expected[2])
            #expect(try await store.participant(of: "room", user: "eve") == nil)
        },
        MessageStoreConformance("opening tells the conversation, its first participants, how many there are, and who opens it") {
            store async throws in
            let users = ["zoe", "ada", "mia"].map { UserRef(id: $0, name: $0.uppercased()) }
            await store.create("room", participants: users)
            await store.append("x", id: "m1", to: "room", by: "mia")
            let records = zip(users, [0, 0, 1]).map { ParticipantRecord(user: $0, lastReadSeq: $1) }
            let conversation = try #require(try await store.conversation("room"))
            #expect(conversation.lastSeq == 1)
            for limit in [1, 2, 3, 4] {
                for user in ["zoe", "mia", "eve"] {
                    let expected = ConversationOpening(
                        conversation: conversation, participants: Array(records.prefix(limit)), participantCount: 3,
                        user: records.first { $0.user.id == user })
                    #expect(try await store.opening(of: "room", by: user, participantLimit: limit) == expected)
                }
            }
            #expect(try await store.opening(of: "nowhere", by: "zoe", participantLimit: 1) == nil)
        },
        MessageStoreConformance("adding a participant again changes nothing but the name") { store async throws in
            await store.create("room", participants: [UserRef(id: "ada", name: "Ada")])
            let same = StoreOperation.addParticipant(
                conversationID: "room", user: UserRef(id: "ada", name: "Ada"), isOperator: nil, atMilliseconds: 5)
            let renamed = StoreOperation.addParticipant(
                conversationID: "room", user: UserRef(id: "ada", name: "Countess"), isOperator: nil, atMilliseconds: 6)
            #expect(await store.perform(same) == .success(.done(changed: false)))
            #expect(await store.perform(renamed) == .success(.done(changed: true)))
            #expect(await store.perform(renamed) == .success(.done(changed: false)))
            let record = ParticipantRecord(user: UserRef(id: "ada", name: "Countess"), lastReadSeq: 0)
            #expect(try await store.participants(of: "room", limit: 10) == [record])
        },
        MessageStoreConformance("many join at once, all or none, and who takes part already stays as they are") { store async throws in
            let limit = ConversationRecord.participantLimit
            await store.create("room", participants: (1...limit - 2).map { UserRef(id: "user-\($0)", name: "x") })
            func join(_ ids: String..., in room: String = "room") async -> Result<StoreOutcome, StoreError> {
                let users = ids.map { UserRef(id: $0, name: "new") }
                return await store.perform(.addParticipants(conversationID: room, users: users, atMilliseconds: 5))
            }
            #expect(await join("ada", "bob", "mia") == .success(.refused(.tooManyParticipants)))
            #expect(try await store.participantCount(of: "room") == limit - 2)
            let users = ["ada", "bob"].map { UserRef(id: $0, name: "new") }
            #expect(await join("ada", "user-3", "bob", "ada") == .success(.joined(users)))
            #expect(await join("bob", "user-3") == .success(.joined([])))
            #expect(try await store.participantCount(of: "room") == limit)
            #expect(try await store.participant(of: "room", user: "user-3")?.user.name == "x")
            let bob = try await store.participant(of: "room", user: "bob")
            #expect(bob == ParticipantRecord(user: users[1], lastReadSeq: 0))
            #expect(await join("ada", in: "nowhere") == .success(.noConversation))
        },
        MessageStoreConformance("nobody joins a conversation that does not exist") { store async throws in
            let joining = StoreOperation.addParticipant(
                conversationID: "room", user: UserRef(id: "ada", name: "Ada"), isOperator: nil, atMilliseconds: 5)
            #expect(await store.perform(joining) == .success(.noConversation))
        },
        MessageStoreConformance("who was removed takes no part any more, and comes back as the last") { store async throws in
            let users = ["ada", "bob", "mia"].map { UserRef(id: $0, name: $0) }
            await store.create("room", participants: users)
            let removal = StoreOperation.removeParticipant(conversationID: "room", userID: "ada")
            #expect(await store.perform(removal) == .success(.done(changed: true)))
            #expect(await store.perform(removal) == .success(.done(changed: false)))
            #expect(try await store.participants(of: "room", limit: 10).map(\.user.id) == ["bob", "mia"])
            #expect(try await store.participantCount(of: "room") == 2)
            #expect(try await store.participant(of: "room", user: "ada") == nil)
            #expect(try await store.conversations(ConversationQuery(userID: "ada", limit: 10)).isEmpty)
            let comingBack = StoreOperation.addParticipant(conversationID: "room", user: users[0], isOperator: nil, atMilliseconds: 9)
            #expect(await store.perform(comingBack) == .success(.done(changed: true)))
            #expect(try await store.participants(of: "room", limit: 10).map(\.user.id) == ["bob", "mia", "ada"])
            #expect(try await store.participantCount(of: "room") == 3)
            let elsewhere = StoreOperation.removeParticipant(conversationID: "nowhere", userID: "ada")
            #expect(await store.perform(elsewhere) == .success(.noConversation))
        },
        MessageStoreConformance("what a removed participant said stays") { store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room", by: "ada")
            _ = await store.perform(.removeParticipant(conversationID: "room", userID: "ada"))
            #expect(try await store.latestMessages().map(\.content) == ["x"])
        },
        MessageStoreConformance("a conversation is a room of operators while every participant is one") { store async throws in
            await store.create("room", participants: [])
            #expect(try await store.areAllOperators(in: "room") == false)
            let steps: [(user: String, isOperator: Bool?, changed: Bool, all: Bool)] = [
                ("ada", true, true, true), ("ada", true, false, true), ("ada", nil, false, true), ("bob", nil, true, false),
                ("bob", true, true, true), ("ada", false, true, false), ("ada", true, true, true),
            ]
            for step in steps {
                let adding = StoreOperation.addParticipant(
                    conversationID: "room", user: UserRef(id: step.user, name: "x"), isOperator: step.isOperator, atMilliseconds: 1)
                #expect(await store.perform(adding) == .success(.done(changed: step.changed)))
                #expect(try await store.areAllOperators(in: "room") == step.all)
                let flag = try await store.participant(of: "room", user: step.user)?.isOperator
                #expect(flag == step.isOperator ?? (step.user == "ada"))
            }
            #expect(try await store.areAllOperators(in: "nowhere") == false)
        },
        MessageStoreConformance("who is no operator is told, so many of them, those who joined first first") { store async throws in
            await store.create("room", participants: ["zoe", "ada", "bob"].map { UserRef(id: $0, name: "The \($0)") })
            let adding = StoreOperation.addParticipant(
                conversationID: "room", user: UserRef(id: "ada", name: "x"), isOperator: true, atMilliseconds: 1)
            _ = await store.perform(adding)
            let others = ["zoe", "bob"].map { UserRef(id: $0, name: "The \($0)") }
            #expect(
                try await store.operatorCensus(of: "room", limit: 9) == OperatorCensus(hasParticipants: true, others: others))
            #expect(try await store.operatorCensus(of: "room", limit: 1).others == [others[0]])
            #expect(try await store.operatorCensus(of: "room", limit: -1) == OperatorCensus(hasParticipants: true, others: []))
            await store.create("empty", participants: [])
            #expect(try await store.operatorCensus(of: "empty", limit: 9) == OperatorCensus(hasParticipants: false, others: []))
        },
        MessageStoreConformance("a conversation has so many participants and no more") { store async throws in
            let limit = ConversationRecord.participantLimit
            await store.create("room", participants: (1...limit).map { UserRef(id: "user-\($0)", name: "x") })
            func add(_ id: String, name: String = "x") async -> Result<StoreOutcome, StoreError> {
                let user = UserRef(id: id, name: name)
                return await store.perform(
                    .addParticipant(conversationID: "room", user: user, isOperator: nil, atMilliseconds: 1))
            }
            #expect(await add("eve") == .success(.refused(.tooManyParticipants)))
            #expect(await add("user-7", name: "y") == .success(.done(changed: true)))
            _ = await store.perform(.removeParticipant(conversationID: "room", userID: "user-1"))
            #expect(await add("eve") == .success(.done(changed: true)))
            #expect(try await store.participantCount(of: "room") == limit)
        },
    ]
}
