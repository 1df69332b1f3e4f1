import Chat
import Testing
import Wire

extension MessageStoreConformance {
    private enum Call: Equatable {
        case completion(conversation: Int, seq: Int64)
        case batchEnd
    }

    static let batches = [
        MessageStoreConformance("completions come in the order of commit, and the end of a batch after them") { store async throws in
            let calls = Collected<Call>()
            store.onBatchEnd { calls.append(.batchEnd) }
            for room in 0..<4 {
                await store.create("room-\(room)")
            }
            await withTaskGroup(of: Void.self) { group in
                for room in 0..<4 {
                    for writer in 0..<3 {
                        group.addTask { await write(50, from: writer, to: room, of: store, calls) }
                    }
                }
            }
            // An end of batch follows the completions that were awaited; one more write makes sure that it was recorded.
            await store.append("x", id: "last", to: "room-0")
            for room in 0..<4 {
                let seqs = calls.all.compactMap { call -> Int64? in
                    guard case .completion(room, let seq) = call else { return nil }
                    return seq
                }
                #expect(seqs == Array(1...150))
            }
            let ends = calls.all.filter { $0 == .batchEnd }.count
            #expect(ends >= 5 && ends <= 4 + 600 + 1)
        },
        MessageStoreConformance("what was acknowledged is there for every reader") { store async throws in
            await store.create("room")
            for index in 1...20 {
                await store.append("x", id: "m\(index)", to: "room")
                #expect(try await store.conversation("room")?.lastSeq == Int64(index))
                let page = try await store.messages(of: "room", after: Int64(index - 1), limit: 10, maximumBytes: 1_000)
                #expect(page.messages.map(\.id) == ["m\(index)"])
            }
        },
    ]

    private static func write(
        _ count: Int, from writer: Int, to room: Int, of store: any MessageStore, _ calls: Collected<Call>
    ) async {
        for index in 0..<count {
            let message = NewMessage(
                id: "m-\(room)-\(writer)-\(index)", conversationID: "room-\(room)", role: .user,
                author: UserRef(id: "ada", name: "Ada"), content: "x", createdAtMilliseconds: 1)
            await withCheckedContinuation { continuation in
                store.enqueue(
                    StoreWrite(.append(message)) { result in
                        if case .success(.appended(let seq, _)) = result { calls.append(.completion(conversation: room, seq: seq)) }
                        continuation.resume()
                    })
            }
        }
    }
}
