import Chat
import ChatTestSupport
import LanguageModels
import Testing
import Wire

@Suite("The end of an answer", .timeLimit(.minutes(1)))
struct EndingTests {
    @Test(
        "a model that fails leaves what came, incomplete, with message_error",
        arguments: [(ModelError.Code.timeout, ErrorCode.timeout), (.upstream, .modelError), (.truncated, .modelError)])
    func failure(_ code: ModelError.Code, _ expected: ErrorCode) async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        let (_, call) = try await fixture.ask(in: room)
        call.say("Half")
        call.fail(code, "the model failed", detail: "secret")
        #expect(await fixture.ended.next().error == expected)
        let answer = try #require(try await fixture.messages(room).last)
        #expect(answer.content == "Half" && answer.status == .incomplete)
        #expect(
            fixture.receiver.texts.last
                == #"{"type":"message_error","message_id":"id-2","seq":3,"code":"\#(expected.rawValue)","message":"the model failed"}"#)
        #expect(!fixture.receiver.texts.contains { $0.contains("secret") })
    }

    @Test("operators read what clients must not see, one entry a second with how many it stands for")
    func logged() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        for second in [0, 0, 0, 1_000] as [Int64] {
            fixture.pass(milliseconds: second)
            let (_, call) = try await fixture.ask(in: room)
            call.fail(.upstream, "told", detail: "500 from upstream")
            _ = await fixture.ended.next()
        }
        #expect(
            fixture.entries.all == [
                "error A model gave no answer code=upstream detail=500 from upstream left_out=0",
                "error A model gave no answer code=upstream detail=500 from upstream left_out=2",
            ])
    }

    @Test("the next question is answered after a failure")
    func afterFailure() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        let (_, first) = try await fixture.ask("1?", in: room)
        try await fixture.chat.say("2?", in: room, as: fixture.ada)
        first.fail(.upstream)
        await fixture.model.call().finish()
        #expect(await fixture.ended.next().error == .modelError)
        #expect(await fixture.ended.next().error == nil)
    }

    @Test("a model that says nothing has said it: an empty message, complete")
    func nothing() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        let (_, call) = try await fixture.ask(in: room)
        call.finish("content_filter")
        _ = await fixture.ended.next()
        #expect(fixture.receiver.texts.last?.contains(#""finish_reason":"content_filter","duration_ms":0}"#) == true)
        #expect(try await fixture.messages(room).last?.content == "")
    }

    @Test("an end that the store does not take is tried again, and then broadcast once")
    func retried() async throws {
        let store = InMemoryMessageStore(mode: .manual)
        let fixture = AnswerFixture(store: store)
        let (room, call) = try await fixture.begunManually()
        call.say("kept")
        store.fail(with: .unavailable("disk full"))
        let acknowledged = Collected<Int64?>()
        fixture.chat.stop("id-2", id: nil, room: room, user: fixture.ada) { acknowledged.append(try? $0.get().seq) }
        for delay in [50, 100, 200] as [Int64] {
            store.commit()
            #expect(fixture.timer.pending == 1)
            fixture.pass(milliseconds: delay)
        }
        store.fail(with: nil)
        store.commit()
        #expect(fixture.timer.pending == 0 && acknowledged.all == [3])
        #expect(fixture.receiver.types == ["message_chunk", "new_message", "message_complete"])
        #expect(await fixture.ended.next().error == nil)
        #expect(try await store.openAnswers().isEmpty)
    }

    @Test("an end that is never taken is given up: the room and who stopped it are told, and the next restart closes the answer")
    func givenUp() async throws {
        let store = InMemoryMessageStore(mode: .manual)
        let fixture = AnswerFixture(store: store) { $0.retrySeconds = 1 }
        let (room, _) = try await fixture.begunManually()
        store.fail(with: .unavailable("disk full"))
        let codes = Collected<ErrorCode?>()
        fixture.chat.stop("id-2", id: nil, room: room, user: fixture.ada) { result in
            if case .failure(let error) = result { codes.append(error.code) }
        }
        for _ in 1...6 {
            store.commit()
            fixture.pass(milliseconds: 1_000)
        }
        #expect(codes.all == [.storeUnavailable])
        #expect(await fixture.ended.next().error == .storeUnavailable)
        #expect(
            fixture.receiver.texts == [
                #"{"type":"error","code":"store_unavailable","message":"an answer was lost: the store is unavailable; try again later"}"#
            ])
        #expect(fixture.chat.enterIfKnown("lobby", user: fixture.ada)?.streaming == nil)
        store.fail(with: nil)
        await store.committing { await fixture.chat.closeOpenAnswers() }
        #expect(try await store.openAnswers().isEmpty)
        #expect(try await fixture.messages(room).map(\.status) == [.complete, .incomplete])
    }

    @Test("an answer is open with its question, before the model is asked: a kill in between leaves it to the next start")
    func openWithItsQuestion() async throws {
        let store = InMemoryMessageStore(mode: .manual)
        let fixture = AnswerFixture(store: store)
        await store.prepare("lobby", for: fixture.ada)
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        for _ in 1...3 {
            fixture.chat.submit(ChatMessageDraft(content: "why?"), id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in }
        }
        store.commit()
        #expect(try await store.openAnswers().count == 3)
        // One that is never stored opens nothing, and gives its place back.
        store.fail(with: .unavailable("disk full"))
        fixture.chat.submit(ChatMessageDraft(content: "why?"), id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in }
        store.commit()
        store.fail(with: nil)
        #expect(try await store.openAnswers().count == 3)
        await store.committing { await fixture.chat.stopAnswers() }
        #expect(try await store.openAnswers().isEmpty)
    }

    @Test("a question in a conversation that is archived while it is on its way leaves nothing open")
    func archivedMeanwhile() async throws {
        let store = InMemoryMessageStore(mode: .manual)
        let fixture = AnswerFixture(store: store)
        try await store.committing { _ = try await fixture.chat.createConversation(id: "talk", by: fixture.ada) }
        let room = try await store.committing { try await fixture.chat.enter("talk", user: fixture.ada).room }
        let archiving = Task { try await fixture.chat.changeConversation("talk", ConversationChange(isArchived: true), by: fixture.ada) }
        while !store.hasPending { await Task.yield() }
        fixture.chat.submit(ChatMessageDraft(content: "why?"), id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in }
        store.commit()
        store.commit()
        _ = try await archiving.value
        #expect(try await store.openAnswers().isEmpty)
        await fixture.chat.stopAnswers()
        #expect(fixture.ended.all.isEmpty)
    }

    @Test("an answer that began before its conversation was archived is completed")
    func archived() async throws {
        let fixture = AnswerFixture()
        _ = try await fixture.chat.createConversation(id: "talk", by: fixture.ada)
        let room = try await fixture.chat.enter("talk", user: fixture.ada).room
        let (_, call) = try await fixture.ask(in: room)
        _ = try await fixture.chat.changeConversation("talk", ConversationChange(isArchived: true), by: fixture.ada)
        call.say("Done.")
        call.finish()
        #expect(await fixture.ended.next().error == nil)
        #expect(try await fixture.messages(room).last?.content == "Done.")
    }
}
