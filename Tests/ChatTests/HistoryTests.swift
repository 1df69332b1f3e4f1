import ChannelLayer
import Chat
import ChatTestSupport
import Dispatch
import Synchronization
import Testing
import Wire

@Suite("History and replay")
struct HistoryTests {
    private let fixture = ChatFixture()

    @Test("history gives the latest messages, ascending, and pages both ways")
    func history() async throws {
        let room = try await enter(messages: 10)
        let latest = try await fixture.chat.history(room, before: nil, after: nil, limit: 4)
        #expect(latest.messages.map(\.seq) == [7, 8, 9, 10] && latest.hasMore)
        let before = try await fixture.chat.history(room, before: 4, after: nil, limit: 4)
        #expect(before.messages.map(\.seq) == [1, 2, 3] && !before.hasMore)
        let after = try await fixture.chat.history(room, before: nil, after: 8, limit: 4)
        #expect(after.messages.map(\.seq) == [9, 10] && !after.hasMore)
    }

    @Test("from 1 to 100 messages are asked for, in one direction, from any seq")
    func bounds() async throws {
        let room = try await enter(messages: 101)
        #expect(try await fixture.chat.history(room, before: nil, after: nil, limit: 100).messages.count == 100)
        let many = await fixture.error { _ = try await fixture.chat.history(room, before: nil, after: nil, limit: 101) }
        let none = await fixture.error { _ = try await fixture.chat.history(room, before: nil, after: nil, limit: 0) }
        let both = await fixture.error { _ = try await fixture.chat.history(room, before: 1, after: 1, limit: 1) }
        #expect(many?.code == .badFrame && none?.code == .badFrame && both?.code == .badFrame)
        #expect(try await fixture.chat.history(room, before: .max, after: nil, limit: 1).messages.map(\.seq) == [101])
        #expect(try await fixture.chat.history(room, before: nil, after: .max, limit: 1).messages.isEmpty)
    }

    @Test("a page of history is at most 256 KiB as JSON, newest first backwards and oldest first forwards, without a gap")
    func pageSize() async throws {
        let room = try await enter(messages: 13, content: String(repeating: "\u{1}", count: 10_000))
        var backwards: [Int64] = []
        var forwards: [Int64] = []
        var pages = 0
        var hasMore = true
        while hasMore {
            let page = try await fixture.chat.history(room, before: backwards.first, after: nil, limit: 100)
            #expect(json(page).count <= 256 * 1024 && json(page).count > 180_000 || !page.hasMore)
            backwards = page.messages.map(\.seq) + backwards
            (hasMore, pages) = (page.hasMore && !page.messages.isEmpty, pages + 1)
        }
        #expect(backwards == Array(1...13) && pages == 4)
        hasMore = true
        while hasMore {
            let page = try await fixture.chat.history(room, before: nil, after: forwards.last ?? 0, limit: 100)
            #expect(json(page).count <= 256 * 1024)
            forwards += page.messages.map(\.seq)
            hasMore = page.hasMore && !page.messages.isEmpty
        }
        #expect(forwards == Array(1...13))
    }

    @Test("a single message larger than a page is a page of history")
    func largeMessage() async throws {
        let room = try await enter(messages: 2, content: String(repeating: "\u{1}", count: 50_000))
        let newest = try await fixture.chat.history(room, before: nil, after: nil, limit: 2)
        let oldest = try await fixture.chat.history(room, before: nil, after: 0, limit: 2)
        #expect(newest.messages.map(\.seq) == [2] && newest.hasMore && oldest.messages.map(\.seq) == [1] && oldest.hasMore)
    }

    @Test("a replay is what went out live, byte for byte")
    func replay() async throws {
        let room = try await enter(messages: 5)
        let page = try await fixture.chat.replay(room, after: 2)
        let live = fixture.receiver.events.filter { ($0.seq ?? 0) > 2 }
        #expect(page.frames.map(\.seq) == [3, 4, 5] && page.frames.map(\.payload) == live.map(\.payload))
        #expect(page.lastSeq == 5 && page.isComplete)
    }

    @Test("every kind of event is replayed with its own type, as it went out live unless the message changed since")
    func kinds() async throws {
        let room = try await enter(messages: 2)
        try await fixture.chat.edit("id-1", to: "y", in: room, as: fixture.ada)
        try await fixture.chat.react("👍", to: "id-1", in: room, as: fixture.ada)
        try await fixture.chat.delete("id-2", in: room, as: fixture.ada)
        await fixture.store.answer("z", id: "a1", in: "lobby")
        let page = try await fixture.chat.replay(room, after: 0)
        #expect(
            page.frames.map(\.type) == [
                "new_message", "new_message", "message_edited", "reaction", "message_deleted", "new_message", "message_complete",
            ])
        #expect(page.frames.map(\.seq) == Array(1...7) && page.isComplete)
        let live = fixture.receiver.events.filter { (3...5).contains($0.seq ?? 0) }
        #expect(page.frames[2...4].map(\.payload) == live.map(\.payload))
        #expect(page.frames.allSatisfy { String(decoding: $0.payload, as: UTF8.self).hasPrefix(#"{"type":"\#($0.type)","#) })
        let history = try await fixture.chat.history(room, before: nil, after: nil, limit: 10).messages
        #expect(history.map(\.seq) == [1, 2, 6] && history.map(\.content) == ["y", "", "z"])
    }

    @Test("a replay ends where it was told to, and where there is nothing")
    func through() async throws {
        let room = try await enter(messages: 5)
        let bounded = try await fixture.chat.replay(room, after: 1, through: 3)
        #expect(bounded.frames.map(\.seq) == [2, 3] && bounded.lastSeq == 3 && bounded.isComplete)
        for through in [Int64.max, 5] {
            let empty = try await fixture.chat.replay(room, after: 5, through: through)
            #expect(empty.frames.isEmpty && empty.lastSeq == 5 && empty.isComplete)
        }
    }

    @Test("a page of a replay is at most 256 KiB of frames, and the pages follow each other without a gap")
    func pages() async throws {
        let room = try await enter(messages: 40, content: String(repeating: "\u{1}", count: 10_000))
        var seqs: [Int64] = []
        var pages = 0
        var isComplete = false
        while !isComplete {
            let page = try await fixture.chat.replay(room, after: seqs.last ?? 0, through: 40)
            #expect(page.frames.reduce(0) { $0 + $1.payload.count } <= 256 * 1024)
            seqs += page.frames.map(\.seq)
            pages += 1
            isComplete = page.isComplete || page.frames.isEmpty
        }
        #expect(seqs == Array(1...40) && pages == 10)
    }

    @Test("a single event larger than a page is a page")
    func largeEvent() async throws {
        let room = try await enter(messages: 2, content: String(repeating: "x", count: 300_000))
        let page = try await fixture.chat.replay(room, after: 0)
        #expect(page.frames.map(\.seq) == [1] && !page.isComplete)
    }

    @Test("a client up to 1,000 events behind can be brought up to date, one that is ahead cannot")
    func resumable() async throws {
        let room = try await enter(messages: 1_002)
        let entry = try await fixture.chat.enter("lobby", user: fixture.ada)
        #expect(entry.lastSeq == 1_002)
        #expect(entry.canReplay(since: 1_002) && entry.canReplay(since: 2))
        #expect(!entry.canReplay(since: 1) && !entry.canReplay(since: 1_003) && !entry.canReplay(since: -1))
        #expect(try await fixture.chat.replay(room, after: 2, through: 1_002).lastSeq > 2)
    }

    @Test("who enters while an event goes out is told that it happened: too late to hear it, in time to replay it")
    func lastSeqBeforeEvent() async throws {
        let fixture = fixture
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        let told = Collected<Int64>()
        fixture.receiver.observe { event in
            guard event.seq != nil else { return }
            // The store's thread stands still here, between the commit and the delivery, while somebody enters.
            let hasEntered = DispatchSemaphore(value: 0)
            Task {
                if let entry = try? await fixture.chat.enter("lobby", user: fixture.ada) { told.append(entry.lastSeq) }
                hasEntered.signal()
            }
            hasEntered.wait()
        }
        for _ in 1...5 {
            try await fixture.chat.say("x", in: room, as: fixture.ada)
        }
        #expect(told.all == [1, 2, 3, 4, 5])
    }

    @Test("a socket that joins its group, enters, and replays misses nothing and gets nothing twice, whatever is said meanwhile")
    func seam() async throws {
        let fixture = fixture
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        let sockets = (0..<20).map { _ in JoiningSocket() }
        fixture.receiver.observe { event in
            for socket in sockets { socket.hear(event.seq) }
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for index in 0..<400 {
                    _ = try? await fixture.chat.say("\(index)", in: room, as: fixture.ada)
                }
            }
            for socket in sockets {
                group.addTask { try? await socket.join(fixture.chat, as: fixture.bob) }
            }
        }
        for socket in sockets {
            #expect(socket.known == Array(1...400))
        }
    }

    private func json(_ page: HistoryPage) -> [UInt8] {
        ChatFrames.history(id: String(repeating: "\u{1}", count: 64), messages: page.messages, hasMore: page.hasMore)
    }

    private func enter(messages: Int, content: String = "x") async throws -> Room {
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        for _ in 1...messages {
            try await fixture.chat.say(content, in: room, as: fixture.ada)
        }
        return room
    }
}

/// Does what the chat endpoint does: joins, enters, replays up to the entry's `lastSeq`, and skips live events it has replayed.
private final class JoiningSocket: Sendable {
    private struct State {
        var isJoined = false
        var live: [Int64] = []
        var replayed: [Int64] = []
    }

    private let state = Mutex(State())

    var known: [Int64] {
        state.withLock { state in
            state.replayed + state.live.filter { $0 > state.replayed.last ?? 0 }
        }
    }

    func hear(_ seq: Int64?) {
        guard let seq else { return }
        state.withLock { if $0.isJoined { $0.live.append(seq) } }
    }

    func join(_ chat: ChatService, as user: ChatUser) async throws {
        state.withLock { $0.isJoined = true }
        let entry = try await chat.enter("lobby", user: user)
        var lastSeq: Int64 = 0
        var isComplete = false
        while !isComplete {
            let page = try await chat.replay(entry.room, after: lastSeq, through: entry.lastSeq)
            state.withLock { $0.replayed += page.frames.map(\.seq) }
            (lastSeq, isComplete) = (page.lastSeq, page.isComplete)
        }
    }
}
