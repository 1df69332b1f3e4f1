import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let conversations = [
        MessageStoreConformance("a conversation is made once and reads back as it was made") { store async throws in
            #expect(await store.create("room", kind: .open, by: "ada", at: 1_234) == .success(.done(changed: true)))
            let expected = ConversationRecord(
                id: "room", title: "About room", kind: .open, createdBy: "ada", createdAtMilliseconds: 1_234,
                updatedAtMilliseconds: 1_234, lastSeq: 0)
            #expect(try await store.conversation("room") == expected)
            #expect(await store.create("room", kind: .private, by: "bob") == .success(.exists))
            #expect(try await store.conversation("room") == expected)
        },
        MessageStoreConformance("a conversation that was never made is not there") { store async throws in
            #expect(try await store.conversation("room") == nil)
            #expect(try await store.participants(of: "room", limit: 10).isEmpty)
            #expect(try await store.participantCount(of: "room") == 0)
            #expect(try await store.participant(of: "room", user: "ada") == nil)
            #expect(try await store.messages(of: "room", before: nil, limit: 10, maximumBytes: 1_000).messages.isEmpty)
        },
        MessageStoreConformance("a conversation keeps its assistant mode, and none of its own") { store async throws in
            for mode in AssistantMode.allCases.map(Optional.some) + [nil] {
                let id = mode?.rawValue ?? "default"
                let record = ConversationRecord(
                    id: id, title: "", kind: .private, createdBy: "ada", createdAtMilliseconds: 1, updatedAtMilliseconds: 1, assistant: mode
                )
                #expect(await store.perform(.createConversation(record, participants: [])) == .success(.done(changed: true)))
                #expect(try await store.conversation(id) == record)
            }
        },
        MessageStoreConformance("a change of a conversation changes what it names and nothing else") { store async throws in
            await store.create("room", at: 100)
            var expected = try #require(try await store.conversation("room"))
            let steps: [(ConversationChange, Bool)] = [
                (ConversationChange(title: "New"), true), (ConversationChange(title: "New"), false), (ConversationChange(), false),
                (ConversationChange(assistant: .never), true), (ConversationChange(assistant: .mention, isArchived: true), true),
                (ConversationChange(resetsAssistant: true), true), (ConversationChange(resetsAssistant: true), false),
                (ConversationChange(title: "e\u{301}"), true), (ConversationChange(title: "\u{e9}", assistant: .mention), true),
            ]
            for (change, isChanged) in steps {
                expected.title = change.title ?? expected.title
                expected.assistant = change.assistant(after: expected.assistant)
                expected.isArchived = change.isArchived ?? expected.isArchived
                #expect(await store.perform(.changeConversation(id: "room", change)) == .success(.done(changed: isChanged)))
                #expect(try await store.conversation("room") == expected)
            }
            let missing = StoreOperation.changeConversation(id: "nowhere", ConversationChange(title: "x"))
            #expect(await store.perform(missing) == .success(.noConversation))
        },
    ]
}
