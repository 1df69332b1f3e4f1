import ChannelLayer
import Chat
import ChatTestSupport
import Essentials
import LanguageModels
import Testing
import Wire

@Suite("Many answers at once", .timeLimit(.minutes(1)))
struct RandomAnswersTests {
    /// One answer as a socket of its room hears it.
    private struct Heard {
        var text = ""
        var chunks = 0
        var messages = 0
        var ends = 0
    }

    @Test(
        "many rooms with stops, joins, failures and a shutdown: chunks have no gap, join to what is stored, and each answer ends once",
        arguments: [1, 2, 3])
    func random(_ seed: UInt64) async throws {
        let fixture = AnswerFixture { configuration in
            configuration.model = RandomModel()
            configuration.queueLimit = 2
            configuration.pressurePieces = seed % 2 == 0 ? 0 : 2_000
            configuration.timer = SystemDelayTimer()
            configuration.coalescingMilliseconds = 1
        }
        var rooms: [Room] = []
        for index in 0..<10 { rooms.append(try await fixture.chat.enter("room-\(index)", user: fixture.ada).room) }
        fixture.receiver.clear()
        let joined = Collected<RoomEntry>()
        await withTaskGroup(of: Void.self) { group in
            for (index, room) in rooms.enumerated() {
                group.addTask { await talk(in: room, fixture, seed: seed &* 1_000 &+ UInt64(index), joined: joined) }
            }
        }
        await fixture.chat.stopAnswers()
        let heard = hear(fixture.receiver.events)
        try await compare(heard, with: rooms, fixture)
        check(joined.all, fixture.receiver.events)
        #expect(Set(fixture.ended.all.map(\.messageID)).count == fixture.ended.all.count && fixture.ended.all.count == heard.count)
        #expect(try await fixture.store.openAnswers().isEmpty)
        for state in ["running", "waiting"] { #expect(fixture.metric("telltale_chat_answers", state) == 0) }
    }

    private func talk(in room: Room, _ fixture: AnswerFixture, seed: UInt64, joined: Collected<RoomEntry>) async {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let question = try? await fixture.chat.say("\(UInt64.random(in: 0...99, using: &random))", in: room, as: fixture.ada)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: _ = try? await fixture.stop(question?.messageID ?? "", in: room, as: fixture.ada)
            case 1: _ = try? await fixture.chat.delete(question?.messageID ?? "", in: room, as: fixture.ada)
            case 2: if let entry = fixture.chat.enterIfKnown(room.id, user: fixture.ada) { joined.append(entry) }
            default: for _ in 0..<Int.random(in: 0..<20, using: &random) { await Task.yield() }
            }
        }
    }

    /// What the rooms heard of each answer, checked for gaps, order and anything after the end.
    private func hear(_ events: [LayerEvent]) -> [String: Heard] {
        var heard: [String: Heard] = [:]
        var parts: [String: Int64] = [:]
        var seqs: [String: Int64] = [:]
        for event in events {
            let frame = AnswerFrame(event)
            if let seq = event.seq {
                #expect(seq == seqs[event.group, default: 0] + 1)
                seqs[event.group] = seq
            }
            guard let id = frame.answerID else { continue }
            var answer = heard[id] ?? Heard()
            switch frame.type {
            case "message_chunk":
                #expect(frame.index == answer.chunks && answer.messages == 0)
                #expect(event.part == parts[event.group, default: 0] + 1)
                parts[event.group] = event.part
                answer.chunks += 1
                answer.text += frame.text
            case "new_message":
                #expect(frame.text == answer.text)
                answer.messages += 1
            default:
                #expect(answer.messages == 1)
                answer.ends += 1
            }
            heard[id] = answer
        }
        return heard
    }

    private func compare(_ heard: [String: Heard], with rooms: [Room], _ fixture: AnswerFixture) async throws {
        var stored: [String: String] = [:]
        for room in rooms {
            for message in try await fixture.messages(room) where message.role == .assistant { stored[message.id] = message.content }
        }
        #expect(heard.values.allSatisfy { $0.messages == 1 && $0.ends == 1 })
        // A page of history holds a hundred; each room has fewer messages.
        #expect(stored == heard.mapValues(\.text))
        #expect(heard.values.contains { $0.chunks > 1 })
    }

    /// Who came in the middle has, with the parts after the one they were told, exactly the answer.
    private func check(_ entries: [RoomEntry], _ events: [LayerEvent]) {
        for entry in entries {
            guard let sofar = entry.streaming else { continue }
            let before = events.filter { $0.group == entry.room.group && $0.part > 0 && $0.part <= entry.part }
                .map { AnswerFrame($0) }.filter { $0.answerID == sofar.messageID }
            #expect(before.map(\.text).joined() == sofar.text && before.last?.index == sofar.index)
        }
    }
}
