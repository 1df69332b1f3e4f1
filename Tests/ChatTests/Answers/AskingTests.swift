import ChannelLayer
import Chat
import ChatTestSupport
import LanguageModels
import Telemetry
import Testing
import Wire

@Suite("Asking the assistant", .timeLimit(.minutes(1)))
struct AskingTests {
    @Test("a question is answered by chunks, and at the end by new_message and message_complete")
    func answer() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        let (_, call) = try await fixture.ask("why?", in: room)
        fixture.pass(milliseconds: 250)
        call.say("Be")
        fixture.pass(milliseconds: 250)
        call.say("cause")
        fixture.pass(milliseconds: 500)
        call.finish(usage: ModelUsage(inputTokens: 9, outputTokens: 2, costUSD: 0.5))
        #expect(await fixture.ended.next() == .init(messageID: "id-2", error: nil, nanoseconds: 1_000_000_000))
        #expect(
            Array(fixture.receiver.texts.dropFirst()) == [
                #"{"type":"message_chunk","message_id":"id-2","index":0,"delta":"Be"}"#,
                #"{"type":"message_chunk","message_id":"id-2","index":1,"delta":"cause"}"#,
                #"{"type":"new_message","message":{"id":"id-2","seq":2,"conversation_id":"lobby","role":"assistant","#
                    + #""author":{"id":"assistant","name":"Assistant"},"content":"Because","created_at":"2023-11-14T22:13:21.000Z","#
                    + #""status":"complete","reply_to":"id-1","attachments":[],"reactions":{},"model":"script-1","#
                    + #""usage":{"input_tokens":9,"output_tokens":2,"cost_usd":0.5}}}"#,
                #"{"type":"message_complete","message_id":"id-2","seq":3,"finish_reason":"stop","#
                    + #""usage":{"input_tokens":9,"output_tokens":2,"cost_usd":0.5},"duration_ms":1000,"time_to_first_chunk_ms":250}"#,
            ])
        #expect(fixture.metric("telltale_chat_messages_total", "assistant") == 1)
        #expect(try await fixture.store.openAnswers().isEmpty)
        fixture.chat.sweep()
        #expect(
            fixture.chat.slowestRooms(limit: 5) == [SlowRoom(id: "lobby", messageNanoseconds: 0, answerNanoseconds: 1_000_000_000)])
    }

    @Test("the model is asked with the configured prompt, temperature and tokens, and with what was said")
    func request() async throws {
        let fixture = AnswerFixture(.mention) { configuration in
            configuration.systemPrompt = "Be brief."
            configuration.temperature = 0.5
            configuration.maximumTokens = 99
        }
        let room = try await fixture.lobby()
        try await fixture.chat.say("It rains.", in: room, as: fixture.ada)
        let (_, call) = try await fixture.ask("@assistant why?", in: room)
        #expect(
            call.request.messages == [
                ModelMessage(.system, "Be brief."), ModelMessage(.user, "It rains."), ModelMessage(.user, "@assistant why?"),
            ])
        #expect(call.request.temperature == 0.5 && call.request.maximumTokens == 99 && call.request.model == nil)
        #expect(!call.request.mayDiscloseOperations)
        await fixture.chat.stopAnswers()
    }

    @Test("only the messages that fit the limits are given to the model")
    func limits() async throws {
        let fixture = AnswerFixture(.never) { $0.contextMessages = 3 }
        let room = try await fixture.lobby()
        for index in 1...5 { try await fixture.chat.say("\(index)", in: room, as: fixture.ada) }
        try await fixture.say(ChatMessageDraft(content: "why?", respond: true), in: room, as: fixture.ada)
        #expect(await fixture.model.call().request.messages.map(\.content) == ["4", "5", "why?"])
        await fixture.chat.stopAnswers()
    }

    @Test("the conversation's own mode comes before the server's")
    func ownMode() async throws {
        let fixture = AnswerFixture(.never)
        _ = try await fixture.chat.createConversation(id: "talk", assistant: .always, by: fixture.ada)
        let room = try await fixture.chat.enter("talk", user: fixture.ada).room
        let (_, call) = try await fixture.ask(in: room)
        call.finish()
        #expect(await fixture.ended.next().error == nil)
        _ = try await fixture.chat.changeConversation("talk", ConversationChange(assistant: .never), by: fixture.ada)
        try await fixture.chat.say("again?", in: room, as: fixture.ada)
        await fixture.chat.stopAnswers()
        #expect(fixture.ended.all.count == 1)
        #expect(fixture.chat.defaultAssistant == .never)
    }

    @Test("a command goes to the operations assistant, the rest to the model")
    func commands() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        try await fixture.chat.say("/errors 5m", in: room, as: fixture.ada)
        let call = await fixture.operations.call()
        #expect(call.request.messages.last?.content == "/errors 5m")
        call.finish(model: "")
        _ = await fixture.ended.next()
        #expect(try await fixture.messages(room).last?.model == "operations")
    }

    @Test(
        "figures of the server may be told only when the asker and every participant may see them",
        arguments: [([true, true], true, true), ([true, false], true, false), ([true, true], false, false)])
    func disclosure(_ participants: [Bool], _ askerNow: Bool, _ expected: Bool) async throws {
        let fixture = AnswerFixture()
        let users = participants.enumerated().map { ChatUser(id: "u\($0.offset)", name: "U", isOperator: $0.element) }
        var room: Room?
        for user in users { room = try await fixture.chat.enter("ops", user: user).room }
        let asker = ChatUser(id: "u0", name: "U", isOperator: askerNow)
        try await fixture.chat.say("/stats", in: try #require(room), as: asker)
        #expect(await fixture.operations.call().request.mayDiscloseOperations == expected)
        await fixture.chat.stopAnswers()
    }

    @Test("a room that may not know the figures is told why: the asker, the first three others, or that anybody may enter")
    func refusals() async throws {
        let fixture = AnswerFixture()
        func refusal(_ asker: ChatUser, in room: Room) async throws -> OperationsRefusal? {
            try await fixture.chat.say("/stats", in: room, as: asker)
            let call = await fixture.operations.call()
            call.finish()
            _ = await fixture.ended.next()
            return call.request.operationsRefusal
        }
        let ops = ChatUser(id: "ops", name: "Ops", isOperator: true)
        let admin = ChatUser(id: "root", name: "Root", isAdmin: true, isOperator: true)
        let open = try await fixture.chat.enter("open", user: admin).room
        #expect(try await refusal(admin, in: open) == .open)
        _ = try await fixture.chat.enter("open", user: ops)
        #expect(try await refusal(admin, in: open) == nil)
        #expect(try await refusal(ops, in: open) == nil)
        for index in 1...4 {
            _ = try await fixture.chat.enter("open", user: ChatUser(id: "u\(index)", name: "U"))
            let named = (1...min(3, index)).map { "u\($0)" }
            #expect(try await refusal(ops, in: open) == .participants(first: named, hasMore: index == 4))
        }
        #expect(try await refusal(ChatUser(id: "u1", name: "U"), in: open) == .asker)
    }

    @Test("an administrator alone in a private room may be told, and nobody else who is not listed")
    func aloneInPrivate() async throws {
        let fixture = AnswerFixture()
        let ops = ChatUser(id: "ops", name: "Ops", isOperator: true)
        let admin = ChatUser(id: "root", name: "Root", isAdmin: true, isOperator: true)
        _ = try await fixture.chat.createConversation(id: "den", by: ops)
        let room = try await fixture.chat.enter("den", user: admin).room
        try await fixture.chat.removeParticipant("den", userID: "ops", by: admin)
        try await fixture.chat.say("/stats", in: room, as: admin)
        let call = await fixture.operations.call()
        #expect(call.request.operationsRefusal == nil && call.request.mayDiscloseOperations)
        call.finish()
        _ = await fixture.ended.next()
        // Who listed themselves and has no scope is in the way of an administrator, too.
        _ = try await fixture.chat.addParticipants("den", [fixture.bob.reference], by: admin)
        try await fixture.chat.say("/stats", in: room, as: admin)
        let next = await fixture.operations.call()
        #expect(next.request.operationsRefusal == .participants(first: ["bob"], hasMore: false))
        await fixture.chat.stopAnswers()
    }

    @Test("a repeated frame is not answered again")
    func repeated() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        try await fixture.chat.say("why?", id: "c1", in: room, as: fixture.ada)
        await fixture.model.call().finish()
        _ = await fixture.ended.next()
        try await fixture.chat.say("why?", id: "c1", in: room, as: fixture.ada)
        await fixture.chat.stopAnswers()
        #expect(fixture.ended.all.count == 1)
    }

    @Test("one answer at a time: the next question waits, in order, and is told the answers before it")
    func queue() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        let (_, first) = try await fixture.ask("1?", in: room)
        try await fixture.chat.say("2?", in: room, as: try await fixture.enter(fixture.bob, room))
        try await fixture.chat.say("3?", in: room, as: fixture.ada)
        #expect(fixture.metric("telltale_chat_answers", "running") == 1 && fixture.metric("telltale_chat_answers", "waiting") == 2)
        #expect(try await fixture.store.openAnswers().map(\.questionID) == ["id-1", "id-3", "id-5"])
        first.say("1!")
        first.finish()
        let second = await fixture.model.call()
        #expect(second.request.messages.map(\.content) == ["1?", "1!", "2?"])
        second.say("2!")
        second.finish()
        let third = await fixture.model.call()
        #expect(third.request.messages.map(\.content) == ["1?", "2?", "1!", "2!", "3?"])
        third.finish()
        for _ in 1...3 { #expect(await fixture.ended.next().error == nil) }
        let answers = try await fixture.messages(room).filter { $0.role == .assistant }
        #expect(answers.map(\.replyTo) == ["id-1", "id-3", "id-5"])
        #expect(fixture.metric("telltale_chat_answers", "running") == 0 && fixture.metric("telltale_chat_answers", "waiting") == 0)
    }

    @Test("a question that is edited while it waits is answered as it reads then; one that is deleted is not answered")
    func changedWhileWaiting() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        let (_, first) = try await fixture.ask("1?", in: room)
        let deleted = try await fixture.chat.say("2?", in: room, as: fixture.ada).messageID ?? ""
        let edited = try await fixture.chat.say("3?", in: room, as: fixture.ada).messageID ?? ""
        try await fixture.chat.delete(deleted, in: room, as: fixture.ada)
        try await fixture.chat.edit(edited, to: "4?", in: room, as: fixture.ada)
        #expect(fixture.metric("telltale_chat_answers", "waiting") == 1)
        first.finish()
        let next = await fixture.model.call()
        #expect(next.request.messages.map(\.content) == ["1?", "4?"])
        #expect(try await fixture.store.openAnswers().map(\.questionID) == [edited])
        next.finish()
        for _ in 1...2 { _ = await fixture.ended.next() }
        #expect(try await fixture.messages(room).filter { $0.role == .assistant }.map(\.replyTo) == ["id-1", edited])
    }

    @Test("over the bound of a room a question is refused and nothing of it is stored; what asks for nothing is still taken")
    func queueLimit() async throws {
        let fixture = AnswerFixture { $0.queueLimit = 1 }
        let room = try await fixture.lobby()
        let (_, first) = try await fixture.ask("1?", in: room)
        let second = try await fixture.chat.say("2?", id: "c2", in: room, as: fixture.ada)
        let stored = try await fixture.messages(room).count
        let refusal = await #expect(throws: ChatError.self) {
            try await fixture.chat.say("@assistant 3?", id: "c3", in: room, as: fixture.ada)
        }
        #expect(
            refusal
                == ChatError(code: .overloaded, message: "too many answers are waiting; ask again later", retryAfterMilliseconds: 2_000))
        #expect(try await fixture.messages(room).count == stored)
        #expect(try await fixture.store.openAnswers().count == 2)
        // One that is stored already has nothing to wait for.
        let again = try await fixture.chat.say("2?", id: "c2", in: room, as: fixture.ada)
        #expect(again.messageID == second.messageID && again.seq == second.seq)
        try await fixture.say(ChatMessageDraft(content: "well", respond: false), in: room, as: fixture.ada)
        // Said to nobody, it is answered only where there is a place.
        try await fixture.chat.say("as I said", in: room, as: fixture.ada)
        first.finish()
        let next = await fixture.model.call()
        _ = await fixture.ended.next()
        // The frame was not used up.
        let third = try await fixture.chat.say("@assistant 3?", id: "c3", in: room, as: fixture.ada)
        next.finish()
        await fixture.model.call().finish()
        for _ in 1...2 { #expect(await fixture.ended.next().error == nil) }
        #expect(try await fixture.messages(room).last?.replyTo == third.messageID)
        #expect(try await fixture.messages(room).filter { $0.role == .assistant }.count == 3)
    }

    @Test("a flood that comes before anything is stored is bounded, too, and the places come free again")
    func flood() async throws {
        let store = InMemoryMessageStore(mode: .manual)
        let fixture = AnswerFixture(store: store) { $0.queueLimit = 2 }
        await store.prepare("lobby", for: fixture.ada)
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        let results = Collected<ErrorCode?>()
        func ask(_ count: Int) {
            for index in 1...count {
                fixture.chat.submit(
                    ChatMessageDraft(content: "why?", respond: true), id: "c\(index)", room: room, user: fixture.ada, receivedAt: 0
                ) { result in
                    if case .failure(let error) = result { results.append(error.code) } else { results.append(nil) }
                }
            }
        }
        ask(50)
        // Whether they were stored before, only the store knows.
        #expect(results.all.isEmpty)
        store.fail(with: .unavailable("full"))
        store.commit()
        #expect(results.all.prefix(3) == [.storeUnavailable, .storeUnavailable, .storeUnavailable])
        #expect(results.all.count == 50 && results.all.dropFirst(3).allSatisfy { $0 == .overloaded })
        store.fail(with: nil)
        ask(3)
        store.commit()
        #expect(results.all.suffix(3) == [nil, nil, nil])
        await store.committing {
            // Repetitions of what is asked already keep no place.
            let question = await fixture.model.call()
            question.finish()
            _ = await fixture.ended.next()
            for _ in 1...2 {
                await fixture.model.call().finish()
                _ = await fixture.ended.next()
            }
        }
        for _ in 1...4 {
            ask(3)
            store.commit()
            #expect(results.all.suffix(3) == [nil, nil, nil])
        }
        await store.committing { await fixture.chat.stopAnswers() }
        #expect(fixture.ended.all.count == 3)
    }

    @Test("over the bound of the process a room's first question is refused; the place comes free again")
    func roomLimit() async throws {
        let fixture = AnswerFixture { $0.roomLimit = 1 }
        let one = try await fixture.chat.enter("one", user: fixture.ada).room
        let two = try await fixture.chat.enter("two", user: fixture.ada).room
        let (_, call) = try await fixture.ask(in: one)
        #expect(await fixture.code { try await fixture.chat.say("@assistant me too?", in: two, as: fixture.ada) } == .overloaded)
        #expect(try await fixture.messages(two).isEmpty)
        call.finish()
        _ = await fixture.ended.next()
        try await fixture.chat.say("now?", in: two, as: fixture.ada)
        await fixture.model.call().finish()
        #expect(await fixture.ended.next().error == nil)
    }

    @Test("without an assistant nothing is answered and nothing can be stopped")
    func nobody() async throws {
        let registry = Registry()
        let chat = ChatService(
            store: InMemoryMessageStore(), layer: InMemoryChannelLayer(receiver: RecordingReceiver(), registry: registry),
            registry: registry, configuration: ChatConfiguration(roomsOpenOnFirstUse: true), clock: ManualClock(), ids: SequentialIDs(),
            sockets: RecordingSockets())
        let ada = ChatUser(id: "ada", name: "Ada")
        let room = try await chat.enter("lobby", user: ada).room
        let question = try await chat.say("@assistant why?", in: room, as: ada)
        let result = await withCheckedContinuation { continuation in
            chat.stop(question.messageID ?? "", id: nil, room: room, user: ada) { continuation.resume(returning: $0) }
        }
        #expect(throws: ChatError(code: .conflict, message: "the message is not being generated")) { try result.get() }
        #expect(chat.defaultAssistant == .never)
        await chat.stopAnswers()
        await chat.closeOpenAnswers()
    }
}
