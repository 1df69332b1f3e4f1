import ChannelLayer
import Chat
import ChatTestSupport
import LanguageModels
import Testing
import Wire

@Suite("Streaming an answer", .timeLimit(.minutes(1)))
struct StreamingTests {
    @Test("without pressure each piece goes out at once, with the next index of the answer and the next part of the room")
    func atOnce() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        for answer in 0..<2 {
            let (_, call) = try await fixture.ask(in: room)
            fixture.receiver.clear()
            let flushes = fixture.receiver.flushes
            for index in 0..<3 {
                call.say("p\(index)")
                #expect(fixture.receiver.events.count == index + 1 && fixture.receiver.flushes == flushes + index + 1)
            }
            #expect(fixture.receiver.events.map(\.part) == (1...3).map { Int64(answer * 3 + $0) })
            #expect(fixture.receiver.events.allSatisfy { $0.seq == nil && $0.group == "chat_lobby" && $0.subjectID != nil })
            #expect(fixture.receiver.texts.map { $0.contains(#""index":0"#) } == [true, false, false])
            call.finish()
            _ = await fixture.ended.next()
        }
        #expect(fixture.timer.pending == 0)
        #expect(fixture.metric("telltale_chat_chunks_total", "received") == 6)
        #expect(fixture.metric("telltale_chat_chunks_total", "published") == 6)
    }

    @Test("under pressure the first piece goes out at once and the others together, every 20 ms, of all rooms with one flush")
    func coalesced() async throws {
        let fixture = AnswerFixture { $0.pressurePieces = 0 }
        let rooms = try await ["one", "two"].asyncMap { try await fixture.chat.enter($0, user: fixture.ada).room }
        let calls = try await rooms.asyncMap { try await fixture.ask(in: $0).call }
        fixture.receiver.clear()
        for call in calls {
            for piece in ["a", "b", "c"] { call.say(piece) }
        }
        #expect(fixture.receiver.texts.map { $0.contains(#""delta":"a""#) } == [true, true])
        #expect(fixture.timer.pending == 1)
        let flushes = fixture.receiver.flushes
        fixture.pass(milliseconds: 19)
        #expect(fixture.receiver.events.count == 2)
        fixture.pass(milliseconds: 1)
        #expect(fixture.receiver.texts.dropFirst(2).map { $0.contains(#""index":1,"delta":"bc""#) } == [true, true])
        #expect(fixture.receiver.flushes == flushes + 1)
        #expect(fixture.timer.pending == 0)
        calls[0].say("d")
        fixture.pass(milliseconds: 20)
        #expect(fixture.receiver.events.count == 5 && fixture.timer.pending == 0)
        await fixture.chat.stopAnswers()
    }

    @Test("once the pressure is over the next piece goes out at once, with what was held before it")
    func pressureEnds() async throws {
        let fixture = AnswerFixture { $0.pressurePieces = 20 }
        let room = try await fixture.lobby()
        let (_, call) = try await fixture.ask(in: room)
        fixture.receiver.clear()
        for piece in ["a", "b", "c", "d"] { call.say(piece) }
        fixture.clock.advance(seconds: 0.1)
        call.say("e")
        call.say("f")
        #expect(fixture.receiver.texts.last?.contains(#""index":4,"delta":"e""#) == true)
        fixture.clock.advance(seconds: 1)
        call.say("g")
        #expect(fixture.receiver.texts.last?.contains(#""index":5,"delta":"fg""#) == true)
        fixture.pass(milliseconds: 20)
        #expect(fixture.receiver.events.count == 6 && fixture.timer.pending == 0)
        await fixture.chat.stopAnswers()
    }

    @Test("under pressure a piece goes out at once when the answer's last chunk is an interval old")
    func longAgo() async throws {
        let fixture = AnswerFixture { $0.pressurePieces = 0 }
        let room = try await fixture.lobby()
        let (_, call) = try await fixture.ask(in: room)
        fixture.receiver.clear()
        call.say("a")
        fixture.clock.advance(seconds: 0.019)
        call.say("b")
        #expect(fixture.receiver.events.count == 1 && fixture.timer.pending == 1)
        fixture.clock.advance(seconds: 0.001)
        call.say("c")
        #expect(fixture.receiver.texts.last?.contains(#""index":1,"delta":"bc""#) == true)
        // The tick that was armed for what has gone out meanwhile finds nothing, and the next one is armed again.
        fixture.pass(milliseconds: 20)
        #expect(fixture.receiver.events.count == 2 && fixture.timer.pending == 0)
        call.say("d")
        call.say("e")
        #expect(fixture.receiver.events.count == 3 && fixture.timer.pending == 1)
        fixture.pass(milliseconds: 20)
        #expect(fixture.receiver.texts.last?.contains(#""delta":"e""#) == true)
        await fixture.chat.stopAnswers()
    }

    @Test("what is held goes out before the end, and is part of what is stored")
    func heldAtEnd() async throws {
        let fixture = AnswerFixture { $0.pressurePieces = 0 }
        let room = try await fixture.lobby()
        let (_, call) = try await fixture.ask(in: room)
        for piece in ["a", "b", "c"] { call.say(piece) }
        call.finish()
        _ = await fixture.ended.next()
        #expect(fixture.receiver.types == ["new_message", "message_chunk", "message_chunk", "new_message", "message_complete"])
        #expect(try await fixture.messages(room).last?.content == "abc")
        let count = fixture.receiver.events.count
        fixture.pass(milliseconds: 20)
        #expect(fixture.receiver.events.count == count)
    }

    @Test("who comes late is given all that went out, with the last index and part, and nothing that is still held")
    func lateJoiner() async throws {
        let fixture = AnswerFixture { $0.pressurePieces = 0 }
        let room = try await fixture.lobby()
        let (_, call) = try await fixture.ask(in: room)
        #expect(try await fixture.chat.enter("lobby", user: fixture.bob).streaming == nil)
        call.say("a")
        call.say("b")
        let early = try await fixture.chat.enter("lobby", user: fixture.bob)
        #expect(early.part == 1 && early.streaming == AnswerSoFar(messageID: "id-2", index: 0, text: "a"))
        fixture.pass(milliseconds: 20)
        let late = try #require(fixture.chat.enterIfKnown("lobby", user: fixture.bob))
        #expect(late.part == 2 && late.streaming == AnswerSoFar(messageID: "id-2", index: 1, text: "ab"))
        call.finish()
        _ = await fixture.ended.next()
        let after = try await fixture.chat.enter("lobby", user: fixture.bob)
        #expect(after.part == 2 && after.streaming == nil && after.lastSeq == 3)
    }

    @Test("while the end is being stored who comes is still given the answer, and afterwards its message")
    func lateJoinerAtEnd() async throws {
        let store = InMemoryMessageStore(mode: .manual)
        let fixture = AnswerFixture(store: store)
        let (room, call) = try await fixture.begunManually()
        call.say("a")
        fixture.chat.stop("id-2", id: nil, room: room, user: fixture.ada) { _ in }
        #expect(fixture.chat.enterIfKnown("lobby", user: fixture.ada)?.streaming?.text == "a")
        store.commit()
        let entry = fixture.chat.enterIfKnown("lobby", user: fixture.ada)
        #expect(entry?.streaming == nil && entry?.lastSeq == 3)
    }

    @Test("an answer that reaches the limit of its text ends with the finish reason length, and its model is cancelled")
    func textLimit() async throws {
        let fixture = AnswerFixture { $0.textLimit = 5 }
        let room = try await fixture.lobby()
        let (_, call) = try await fixture.ask(in: room)
        for piece in ["abc", "def", "ghi"] { call.say(piece) }
        await call.cancelled()
        #expect(await fixture.ended.next().error == nil)
        #expect(try await fixture.messages(room).last?.content == "abcde")
        #expect(fixture.receiver.texts.last?.contains(#""finish_reason":"length""#) == true)
        #expect(fixture.receiver.types.filter { $0 == "message_chunk" }.count == 2)
    }

    @Test("who asked may leave: the answer goes on in a room that nobody is in, which stays in memory until it has ended")
    func authorLeaves() async throws {
        let fixture = AnswerFixture()
        let room = try await fixture.lobby()
        let (_, call) = try await fixture.ask(in: room)
        fixture.chat.leave(room, user: fixture.ada)
        for _ in 1...40 {
            fixture.pass(milliseconds: 250)
            fixture.chat.sweep()
        }
        call.say("still here")
        #expect(try await fixture.chat.enter("lobby", user: fixture.bob).streaming?.text == "still here")
        call.finish()
        #expect(await fixture.ended.next().error == nil)
        #expect(!call.isCancelled)
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
