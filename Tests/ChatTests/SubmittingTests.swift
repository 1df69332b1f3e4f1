import ChannelLayer
import Chat
import ChatTestSupport
import Synchronization
import Testing
import Wire

@Suite("Saying something")
struct SubmittingTests {
    @Test("the room gets new_message with its seq and the time of receipt, encoded as the protocol says")
    func broadcast() async throws {
        let fixture = ChatFixture()
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        try await fixture.chat.say("first", in: room, as: fixture.ada)
        fixture.receiver.clear()
        let draft = ChatMessageDraft(content: "hi \"all\"", replyTo: "id-1")
        let acknowledgement = try await withCheckedContinuation { continuation in
            fixture.chat.submit(draft, id: "c1", room: room, user: fixture.ada, receivedAt: 77) { continuation.resume(returning: $0) }
        }.get()
        #expect(acknowledgement == Acknowledgement(messageID: "id-2", seq: 2))
        let event = try #require(fixture.receiver.events.first)
        #expect(event.group == "chat_lobby" && event.seq == 2 && event.receivedAt == 77)
        #expect(
            fixture.receiver.texts == [
                #"{"type":"new_message","message":{"id":"id-2","seq":2,"conversation_id":"lobby","role":"user","#
                    + #""author":{"id":"ada","name":"Ada"},"content":"hi \"all\"","created_at":"2023-11-14T22:13:20.000Z","#
                    + #""status":"complete","reply_to":"id-1","attachments":[],"reactions":{},"client_id":"c1"}}"#
            ])
        #expect(fixture.metric("telltale_chat_messages_total", ["user"]) == 2)
    }

    @Test("nothing is broadcast, acknowledged or counted before the commit")
    func commitFirst() async throws {
        let fixture = ChatFixture(mode: .manual)
        await fixture.store.prepare("lobby", for: fixture.ada)
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        fixture.receiver.clear()
        let order = Collected<String>()
        fixture.receiver.observe { _ in order.append("event") }
        fixture.chat.submit(ChatMessageDraft(content: "x"), id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in
            order.append("ack")
        }
        #expect(order.all.isEmpty && fixture.metric("telltale_chat_messages_total", ["user"]) == 0)
        fixture.store.commit()
        #expect(order.all == ["event", "ack"] && fixture.metric("telltale_chat_messages_total", ["user"]) == 1)
    }

    @Test("the layer is flushed once for a whole batch")
    func flushes() async throws {
        let fixture = ChatFixture(mode: .manual)
        await fixture.store.prepare("lobby", for: fixture.ada)
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        let before = fixture.receiver.flushes
        for index in 1...50 {
            fixture.chat.submit(ChatMessageDraft(content: "\(index)"), id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in }
            fixture.chat.read(seq: Int64(index), id: nil, room: room, user: fixture.ada) { _ in }
        }
        fixture.store.commit()
        #expect(fixture.receiver.flushes == before + 1)
    }

    @Test("a repeated id gets the first acknowledgement and broadcasts nothing")
    func repeated() async throws {
        let fixture = ChatFixture()
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        let first = try await fixture.chat.say("first", id: "c1", in: room, as: fixture.ada)
        fixture.receiver.clear()
        #expect(try await fixture.chat.say("second", id: "c1", in: room, as: fixture.ada) == first)
        #expect(fixture.receiver.events.isEmpty)
        #expect(fixture.metric("telltale_chat_messages_total", ["user"]) == 1)
        #expect(try await fixture.chat.history(room, before: nil, after: nil, limit: 10).messages.map(\.content) == ["first"])
    }

    @Test("many submitters at once: each room's seqs have no gap, and the room hears them in order")
    func concurrent() async throws {
        let fixture = ChatFixture()
        let rooms = try await fixture.rooms(5)
        let acknowledged = Collected<String>()
        await withTaskGroup(of: Void.self) { group in
            for submitter in 0..<8 {
                group.addTask {
                    for index in 0..<200 {
                        let room = rooms[(submitter + index) % rooms.count]
                        let answer = try? await fixture.chat.say("\(submitter)-\(index)", in: room, as: fixture.ada)
                        acknowledged.append("\(room.id) \(answer?.seq ?? -1)")
                    }
                }
            }
        }
        for room in rooms {
            let heard = fixture.receiver.events.filter { $0.group == room.group }.compactMap(\.seq)
            #expect(heard == Array(1...320))
            #expect(Set(acknowledged.all.filter { $0.hasPrefix("\(room.id) ") }) == Set((1...320).map { "\(room.id) \($0)" }))
        }
        #expect(fixture.metric("telltale_chat_messages_total", ["user"]) == 1_600)
    }

    @Test("many who send the same ids at once: each id is stored once and everybody gets its first acknowledgement")
    func concurrentRepeats() async throws {
        let fixture = ChatFixture()
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        fixture.receiver.clear()
        let answers = await withTaskGroup(of: [Acknowledgement?].self) { group in
            for _ in 0..<6 {
                group.addTask {
                    var answers: [Acknowledgement?] = []
                    for index in 0..<50 {
                        answers.append(try? await fixture.chat.say("x", id: "c\(index)", in: room, as: fixture.ada))
                    }
                    return answers
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.allSatisfy { $0 == answers[0] && !$0.contains(nil) })
        #expect(fixture.receiver.events.compactMap(\.seq) == Array(1...50))
    }

    @Test("an empty message is refused at once")
    func empty() async throws {
        let fixture = ChatFixture()
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        let error = await fixture.error { try await fixture.chat.say("", in: room, as: fixture.ada) }
        #expect(error?.code == .badFrame)
    }

    @Test(
        "a store that cannot take a message is reported with a code and a hint when to try again",
        arguments: [
            (StoreError.overloaded, ErrorCode.overloaded), (.unavailable("locked"), .storeUnavailable), (.closed, .storeUnavailable),
        ])
    func storeFails(_ failure: StoreError, _ code: ErrorCode) async throws {
        let fixture = ChatFixture()
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        fixture.receiver.clear()
        fixture.store.fail(with: failure)
        let error = await fixture.error { try await fixture.chat.say("x", in: room, as: fixture.ada) }
        #expect(error?.code == code && error?.retryAfterMilliseconds == 1_000)
        #expect(fixture.receiver.events.isEmpty && fixture.metric("telltale_chat_messages_total", ["user"]) == 0)
        fixture.store.fail(with: nil)
        #expect(try await fixture.chat.say("x", in: room, as: fixture.ada).seq == 1)
    }

    @Test("a full queue refuses at once on the caller's thread")
    func overloaded() async throws {
        let fixture = ChatFixture(mode: .manual, queueLimit: 1)
        await fixture.store.prepare("lobby", for: fixture.ada)
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        let codes = Collected<ErrorCode?>()
        for _ in 1...2 {
            fixture.chat.submit(ChatMessageDraft(content: "x"), id: nil, room: room, user: fixture.ada, receivedAt: 0) { result in
                if case .failure(let error) = result { codes.append(error.code) } else { codes.append(nil) }
            }
        }
        #expect(codes.all == [.overloaded])
        fixture.store.commit()
        #expect(codes.all == [.overloaded, nil])
    }
}
