import Chat
import ChatTestSupport
import LanguageModels
import Testing
import Wire

@Suite("Answers at shutdown and at start", .timeLimit(.minutes(1)))
struct ShutdownTests {
    @Test("at shutdown what came is kept as interrupted, what waits too, and all is committed when the call returns")
    func shutdown() async throws {
        let fixture = AnswerFixture { $0.pressurePieces = 0 }
        let room = try await fixture.lobby()
        let (_, call) = try await fixture.ask("1?", in: room)
        try await fixture.chat.say("2?", in: room, as: fixture.ada)
        call.say("So ")
        call.say("far")
        await fixture.chat.stopAnswers()
        await call.cancelled()
        let answers = try await fixture.messages(room).filter { $0.role == .assistant }
        #expect(answers.map(\.content) == ["So far", ""] && answers.allSatisfy { $0.status == .incomplete })
        #expect(answers.map(\.replyTo) == ["id-1", "id-3"])
        #expect(fixture.ended.all.map(\.error) == [.interrupted, .interrupted])
        #expect(try await fixture.store.openAnswers().isEmpty)
        #expect(
            fixture.receiver.types == [
                "new_message", "new_message", "message_chunk", "message_chunk", "new_message", "message_error", "new_message",
                "message_error",
            ])
        #expect(
            fixture.receiver.texts.last
                == #"{"type":"message_error","message_id":"id-4","seq":6,"code":"interrupted","#
                + #""message":"the server stopped before the answer was complete"}"#)
    }

    @Test("after it no answer begins: a question that still comes is told so")
    func afterwards() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        await fixture.chat.stopAnswers()
        try await fixture.chat.say("why?", in: room, as: fixture.ada)
        #expect(await fixture.ended.next().error == .interrupted)
        await fixture.chat.stopAnswers()
    }

    @Test("it returns at once when nothing is being answered, and waits for what is being stored")
    func waits() async throws {
        let store = InMemoryMessageStore(mode: .manual)
        let fixture = AnswerFixture(store: store, obeysCancel: false)
        await fixture.chat.stopAnswers()
        let other = AnswerFixture(store: InMemoryMessageStore(mode: .manual), obeysCancel: false)
        let (_, call) = try await other.begunManually()
        let order = Collected<String>()
        other.receiver.observe { _ in order.append("event") }
        await other.store.committing {
            await other.chat.stopAnswers()
            order.append("stopped")
        }
        #expect(order.all == ["event", "event", "stopped"])
        call.finish()
    }

    @Test("a question that waited when the server was killed is told at the next start that it was interrupted")
    func killedWhileWaiting() async throws {
        let store = InMemoryMessageStore()
        let fixture = AnswerFixture(store: store)
        let room = try await fixture.lobby()
        let (first, _) = try await fixture.ask("1?", in: room)
        let second = try await fixture.chat.say("2?", in: room, as: fixture.ada).messageID
        let third = try await fixture.chat.say("3?", in: room, as: fixture.ada).messageID ?? ""
        try await fixture.chat.delete(third, in: room, as: fixture.ada)
        // The kill: another process opens what this one has stored.
        let next = AnswerFixture(store: store)
        await next.chat.closeOpenAnswers()
        let entry = try await next.chat.enter("lobby", user: next.ada)
        let answers = try await next.messages(entry.room).filter { $0.role == .assistant }
        #expect(answers.map(\.replyTo) == [first, second] && answers.allSatisfy { $0.status == .incomplete && $0.content == "" })
        let replay = try await next.chat.replay(entry.room, after: 4)
        let frames = replay.frames.map { String(decoding: $0.payload, as: UTF8.self) }
        #expect(frames.filter { $0.contains(#""type":"message_error""#) && $0.contains(#""code":"interrupted""#) }.count == 2)
        await fixture.chat.stopAnswers()
    }

    @Test("at start the answers that a kill left open are closed: nothing of them is left, and nothing is streaming")
    func start() async throws {
        let store = InMemoryMessageStore()
        await store.create("lobby", kind: .open)
        await store.ask("why?", id: "q1", answerID: "a1", in: "lobby")
        await store.ask("and?", id: "q2", answerID: "a2", in: "lobby")
        let fixture = AnswerFixture(store: store)
        await fixture.chat.closeOpenAnswers()
        #expect(try await store.openAnswers().isEmpty)
        let room = try await fixture.chat.enter("lobby", user: fixture.ada)
        #expect(room.lastSeq == 6 && room.streaming == nil)
        let answers = try await fixture.messages(room.room).filter { $0.role == .assistant }
        #expect(answers.map(\.id) == ["a1", "a2"] && answers.map(\.replyTo) == ["q1", "q2"])
        #expect(answers.allSatisfy { $0.status == .incomplete && $0.content == "" && $0.model == "m-1" })
        let replay = try await fixture.chat.replay(room.room, after: 2)
        #expect(replay.frames.map { String(decoding: $0.payload, as: UTF8.self) }.filter { $0.contains("message_error") }.count == 2)
        await fixture.chat.closeOpenAnswers()
        #expect(try await fixture.messages(room.room).count == 4)
    }
}
