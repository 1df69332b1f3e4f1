import ChannelLayer
import Chat
import ChatTestSupport
import LanguageModels
import Testing
import Wire

@Suite("Stopping an answer", .timeLimit(.minutes(1)))
struct StoppingTests {
    @Test("any participant stops it: what came is kept, the model is cancelled, the ack has the seq of message_complete")
    func stop() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        _ = try await fixture.enter(fixture.bob, room)
        let (_, call) = try await fixture.ask(in: room)
        call.say("So far")
        let acknowledgement = try await fixture.stop("id-2", id: "s1", in: room, as: fixture.bob)
        #expect(acknowledgement == Acknowledgement(messageID: "id-2", seq: 3))
        await call.cancelled()
        #expect(await fixture.ended.next().error == nil)
        let answer = try #require(try await fixture.messages(room).last)
        #expect(answer.content == "So far" && answer.status == .complete && answer.model == "script")
        #expect(
            fixture.receiver.texts.last
                == #"{"type":"message_complete","message_id":"id-2","seq":3,"finish_reason":"stopped","duration_ms":0,"#
                + #""time_to_first_chunk_ms":0}"#)
    }

    @Test("it is acknowledged after the commit, not before, and what the model says meanwhile is not taken")
    func commitFirst() async throws {
        let store = InMemoryMessageStore(mode: .manual)
        let fixture = AnswerFixture(store: store, obeysCancel: false)
        let (room, call) = try await fixture.begunManually()
        call.say("a")
        let order = Collected<String>()
        fixture.receiver.observe { order.append("event \($0.seq ?? 0)") }
        fixture.chat.stop("id-2", id: nil, room: room, user: fixture.ada) { _ in order.append("ack") }
        call.say("b")
        #expect(order.all.isEmpty)
        store.commit()
        #expect(order.all == ["event 2", "event 3", "ack"])
        #expect(try await fixture.messages(room).last?.content == "a")
        call.finish()
    }

    @Test("the question's id will do, since it is all that a client knows before the first chunk")
    func byQuestion() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        let (question, call) = try await fixture.ask(in: room)
        #expect(try await fixture.stop(question, in: room, as: fixture.ada).messageID == "id-2")
        await call.cancelled()
        #expect(try await fixture.messages(room).last?.content == "")
    }

    @Test("an answer that is stopped as soon as its question is stored ends once, whatever the model was asked by then")
    func atOnce() async throws {
        let store = InMemoryMessageStore(mode: .manual)
        let fixture = AnswerFixture(store: store)
        await store.prepare("lobby", for: fixture.ada)
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        let acknowledged = Collected<Int64?>()
        fixture.chat.submit(ChatMessageDraft(content: "why?"), id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in
            fixture.chat.stop("id-1", id: nil, room: room, user: fixture.ada) { acknowledged.append(try? $0.get().seq) }
        }
        store.commit()
        #expect(acknowledged.all.isEmpty)
        store.commit()
        #expect(acknowledged.all == [3])
        #expect(try await store.openAnswers().isEmpty)
        await fixture.chat.stopAnswers()
        #expect(fixture.ended.all.map(\.error) == [nil])
    }

    @Test("a question that is deleted before the model is told of it is never told: its answer ends as stopped")
    func deletedAtStart() async throws {
        let store = InMemoryMessageStore(mode: .manual)
        let fixture = AnswerFixture(store: store)
        await store.prepare("lobby", for: fixture.ada)
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        fixture.chat.submit(ChatMessageDraft(content: "why?"), id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in }
        store.commit()
        fixture.chat.delete("id-1", id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in }
        store.commit()
        #expect(await store.committing { await fixture.ended.next() }.error == nil)
        #expect(try await fixture.messages(room).map(\.content) == ["", ""])
        #expect(fixture.receiver.texts.last?.contains(#""finish_reason":"stopped""#) == true)
    }

    @Test("one that waits is ended without a text; those behind it move up")
    func waiting() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        let (_, first) = try await fixture.ask("1?", in: room)
        let second = try await fixture.chat.say("2?", in: room, as: fixture.ada).messageID ?? ""
        try await fixture.chat.say("3?", in: room, as: fixture.ada)
        #expect(try await fixture.stop(second, in: room, as: fixture.ada).seq == 5)
        #expect(try await fixture.messages(room).last?.replyTo == second)
        first.finish()
        let third = await fixture.model.call()
        #expect(third.request.messages.last?.content == "3?")
        third.finish()
        for _ in 1...3 { #expect(await fixture.ended.next().error == nil) }
        #expect(!first.isCancelled && !third.isCancelled)
    }

    @Test("stopping twice is harmless: all are acknowledged, each repeated id too after the end, another is a conflict then")
    func twice() async throws {
        let store = InMemoryMessageStore(mode: .manual)
        let fixture = AnswerFixture(store: store)
        let (room, _) = try await fixture.begunManually()
        let bob = try await store.committing { try await fixture.enter(fixture.bob, room) }
        let acknowledged = Collected<Int64?>()
        for id in ["s1", "s1", nil, "s2"] {
            fixture.chat.stop("id-2", id: id, room: room, user: fixture.ada) { acknowledged.append(try? $0.get().seq) }
        }
        fixture.chat.stop("id-2", id: "s1", room: room, user: bob) { acknowledged.append(try? $0.get().seq) }
        store.commit()
        #expect(acknowledged.all == [3, 3, 3])
        store.commit()
        #expect(acknowledged.all == [3, 3, 3, 3, 3])
        for (id, user) in [("s1", fixture.ada), ("s2", fixture.ada), ("s1", bob), ("s2", fixture.ada)] {
            let again = try await store.committing { try await fixture.stop("id-2", id: id, in: room, as: user) }
            #expect(again == Acknowledgement(messageID: "id-2", seq: 3))
        }
        for id in ["s3", "s3"] {
            let late = await store.committing {
                await fixture.code { try await fixture.stop("id-2", id: id, in: room, as: fixture.ada) }
            }
            #expect(late == .conflict)
        }
        #expect(await fixture.code { try await fixture.stop("id-2", in: room, as: fixture.ada) } == .conflict)
        #expect(fixture.receiver.types.filter { $0 == "message_complete" }.count == 1)
    }

    @Test("what does not exist is not_found, what is no answer a conflict, and who takes no part is forbidden")
    func refused() async throws {
        let fixture = AnswerFixture(.never)
        let room = try await fixture.lobby()
        let question = try await fixture.chat.say("why?", in: room, as: fixture.ada).messageID ?? ""
        #expect(await fixture.code { try await fixture.stop("nothing", id: "s1", in: room, as: fixture.ada) } == .notFound)
        #expect(await fixture.code { try await fixture.stop(question, in: room, as: fixture.ada) } == .conflict)
        #expect(await fixture.code { try await fixture.stop(question, in: room, as: fixture.bob) } == .forbidden)
    }

    @Test("a model that does not heed the cancellation holds nothing up: the next answer begins")
    func stubbornModel() async throws {
        let fixture = AnswerFixture(obeysCancel: false)
        let room = try await fixture.lobby()
        let (question, first) = try await fixture.ask("1?", in: room)
        try await fixture.chat.say("2?", in: room, as: fixture.ada)
        try await fixture.stop(question, in: room, as: fixture.ada)
        let second = await fixture.model.call()
        first.say("late")
        first.finish()
        second.say("2!")
        second.finish()
        for _ in 1...2 { #expect(await fixture.ended.next().error == nil) }
        #expect(try await fixture.messages(room).filter { $0.role == .assistant }.map(\.content) == ["", "2!"])
    }
}
