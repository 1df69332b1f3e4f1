import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let answers = [
        MessageStoreConformance("the end of an answer is two events: its message and how it ended") { store async throws in
            await store.create("room", participants: [UserRef(id: "ada", name: "Ada")])
            await store.append("question", id: "m1", to: "room")
            #expect(await store.answer("answer", id: "m2") == .success(.ended(seq: 2)))
            let failed = NewMessage(
                id: "m3", conversationID: "room", role: .assistant, author: UserRef(id: "assistant", name: "Assistant"), content: "half",
                createdAtMilliseconds: 9, replyTo: "m1", status: .incomplete, model: "m-1")
            let failure = AnswerFailure(messageID: "m3", code: .modelError, message: "the model failed")
            let end = StoreOperation.endAnswer(AnswerEnd(message: failed, ending: .failed(failure)))
            #expect(await store.perform(end) == .success(.ended(seq: 4)))
            let events = try await store.allEvents(after: 3)
            #expect(events == [RoomEvent(seq: 4, .newMessage(Message(failed, seq: 4))), RoomEvent(seq: 5, .answerFailed(failure))])
            #expect(try await store.conversation("room")?.lastSeq == 5)
            #expect(await store.append("next", id: "m4", to: "room") == .success(.appended(seq: 6, attachments: [])))
            #expect(try await store.latestMessages().map(\.seq) == [1, 2, 4, 6])
        },
        MessageStoreConformance("an ending without what a model need not say reads back so") { store async throws in
            await store.create("room")
            let message = NewMessage(
                id: "m1", conversationID: "room", role: .assistant, author: UserRef(id: "assistant", name: "Assistant"), content: "",
                createdAtMilliseconds: 9)
            let usages = [nil, TokenUsage(inputTokens: 0, outputTokens: 5, costUSD: 0.000_125)]
            for (index, usage) in usages.enumerated() {
                var message = message
                message.id = "m\(index)"
                message.usage = usage
                let completion = AnswerCompletion(
                    messageID: message.id, finishReason: "stopped", usage: usage, durationMilliseconds: 0,
                    timeToFirstChunkMilliseconds: nil)
                _ = await store.perform(.endAnswer(AnswerEnd(message: message, ending: .completed(completion))))
                #expect(try await store.allEvents().last?.content == .answerCompleted(completion))
                #expect(try await store.latestMessages().last?.usage == usage)
            }
        },
        MessageStoreConformance("an answer is open from the commit of its question until its end") { store async throws in
            await store.create("room")
            await store.create("other")
            let asked = [("q2", "m2", "room", Int64(1)), ("q3", "m3", "other", 1), ("q4", "m4", "room", 2)]
            for (question, answer, conversation, seq) in asked {
                let outcome = await store.ask("?", id: question, answerID: answer, in: conversation)
                #expect(outcome == .success(.appended(seq: seq, attachments: [])))
            }
            func openNow() async throws -> [OpenAnswer] { try await store.openAnswers().sorted { $0.messageID < $1.messageID } }
            let open = asked.map { question, answer, conversation, _ in
                OpenAnswer(messageID: answer, conversationID: conversation, questionID: question, model: "m-1", startedAtMilliseconds: 77)
            }
            #expect(try await openNow() == open)
            await store.answer("x", id: "m2", in: "room")
            #expect(try await openNow() == [open[1], open[2]])
            await store.answer("x", id: "m3", in: "other")
            await store.answer("x", id: "m4", in: "room")
            #expect(try await openNow().isEmpty)
        },
        MessageStoreConformance("a question that is not appended opens nothing, and an open answer can be forgotten") {
            store async throws in
            await store.create("room")
            #expect(await store.ask("?", id: "m1", answerID: "m2", clientID: "c") == .success(.appended(seq: 1, attachments: [])))
            #expect(await store.ask("?", id: "m3", answerID: "m4", clientID: "c") == .success(.repeated(messageID: "m1", seq: 1)))
            #expect(await store.ask("?", id: "m5", answerID: "m6", replyTo: "none") == .success(.refused(.noMessage)))
            #expect(await store.ask("?", id: "m7", answerID: "m8", in: "nowhere") == .success(.noConversation))
            #expect(try await store.openAnswers().map(\.messageID) == ["m2"])
            #expect(await store.perform(.forgetAnswer(messageID: "m2")) == .success(.done(changed: true)))
            #expect(await store.perform(.forgetAnswer(messageID: "m2")) == .success(.done(changed: false)))
            #expect(try await store.openAnswers().isEmpty)
            #expect(try await store.latestMessages().map(\.id) == ["m1"])
        },
        MessageStoreConformance("whether a client id was used can be asked without using it") { store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room", clientID: "c1")
            func find(_ user: String, _ id: String, in room: String = "room") async -> Result<StoreOutcome, StoreError> {
                await store.perform(.findRequest(conversationID: room, userID: user, clientID: id))
            }
            #expect(await find("ada", "c1") == .success(.repeated(messageID: "m1", seq: 1)))
            for _ in 1...2 { #expect(await find("ada", "c2") == .success(.done(changed: false))) }
            #expect(await find("bob", "c1") == .success(.done(changed: false)))
            #expect(await find("ada", "c1", in: "nowhere") == .success(.noConversation))
            #expect(await store.append("y", id: "m2", to: "room", clientID: "c2") == .success(.appended(seq: 2, attachments: [])))
        },
        MessageStoreConformance("every frame that stopped an answer is remembered, and no id that was used before") { store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room", clientID: "c")
            await store.answer("y", id: "m2", stoppedBy: AnswerEnd.StopRequest(userID: "ada", clientID: "s1"))
            func note(_ user: String, _ id: String, _ message: String = "m2") async -> Result<StoreOutcome, StoreError> {
                let stop = AnswerEnd.StopRequest(userID: user, clientID: id)
                return await store.perform(.noteStop(stop, conversationID: "room", messageID: message, seq: 3))
            }
            #expect(await note("ada", "s2") == .success(.done(changed: true)))
            #expect(await note("bob", "s1") == .success(.done(changed: true)))
            for (user, id) in [("ada", "s1"), ("ada", "s2"), ("bob", "s1")] {
                #expect(await note(user, id) == .success(.repeated(messageID: "m2", seq: 3)))
                let mark = StoreOperation.markRead(conversationID: "room", userID: user, seq: 0, clientID: id)
                #expect(await store.perform(mark) == .success(.repeated(messageID: "m2", seq: 3)))
            }
            #expect(await note("ada", "c") == .success(.repeated(messageID: "m1", seq: 1)))
            #expect(await note("ada", "s3", "none") == .success(.refused(.noMessage)))
            let elsewhere = AnswerEnd.StopRequest(userID: "ada", clientID: "s2")
            let outcome = await store.perform(.noteStop(elsewhere, conversationID: "nowhere", messageID: "m2", seq: 3))
            #expect(outcome == .success(.noConversation))
            #expect(try await store.allEvents().count == 3)
        },
        MessageStoreConformance("an answer needs its conversation") { store async throws in
            #expect(await store.answer("x", id: "m1") == .success(.noConversation))
            #expect(try await store.openAnswers().isEmpty)
        },
        MessageStoreConformance("an answer is stored even when the id of the frame that stopped it was used before") { store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room", clientID: "c")
            let stop = AnswerEnd.StopRequest(userID: "ada", clientID: "c")
            #expect(await store.answer("y", id: "m2", stoppedBy: stop) == .success(.ended(seq: 2)))
            let repeated = await store.append("z", id: "m3", to: "room", clientID: "c")
            #expect(repeated == .success(.repeated(messageID: "m1", seq: 1)))
        },
        MessageStoreConformance("an answer is stored once, however often its end is written") { store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room")
            #expect(await store.answer("y", id: "m2") == .success(.ended(seq: 2)))
            #expect(await store.answer("y", id: "m2") == .success(.repeated(messageID: "m2", seq: 2)))
            #expect(try await store.allEvents().count == 3)
        },
        MessageStoreConformance("what the assistant says moves nobody's read mark") { store async throws in
            await store.create("room", participants: [UserRef(id: "ada", name: "Ada")])
            await store.append("x", id: "m1", to: "room")
            await store.answer("y", id: "m2")
            #expect(try await store.participants(of: "room", limit: 10).map(\.lastReadSeq) == [1])
        },
    ]
}
