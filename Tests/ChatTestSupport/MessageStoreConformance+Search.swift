import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let search = [
        MessageStoreConformance("a search finds the messages that have all its words, the latest first") { store async throws in
            try await say(store, ["the quick brown fox", "a brown bear", "quick silver", "nothing"])
            #expect(try await found(store, "brown") == ["m2", "m1"])
            #expect(try await found(store, "quick brown") == ["m1"])
            #expect(try await found(store, "brown quick") == ["m1"])
            #expect(try await found(store, "brown silver").isEmpty)
            #expect(try await found(store, "  quick,  fox! ") == ["m1"])
        },
        MessageStoreConformance("the last word of a search may be the beginning of one, the others are whole") { store async throws in
            try await say(store, ["release notes", "released note", "note the release"])
            #expect(try await found(store, "rel") == ["m3", "m2", "m1"])
            #expect(try await found(store, "release no") == ["m3", "m1"])
            #expect(try await found(store, "rel notes").isEmpty)
            #expect(try await found(store, "lease").isEmpty)
        },
        MessageStoreConformance("case and diacritics do not count in a search") { store async throws in
            try await say(store, ["Café CRÈME", "cafe\u{301} Ünder", "ПРИВЕТ мир", "x1y2 42"])
            #expect(try await found(store, "cafe") == ["m2", "m1"])
            #expect(try await found(store, "CAFÉ creme") == ["m1"])
            #expect(try await found(store, "under") == ["m2"])
            #expect(try await found(store, "привет") == ["m3"])
            #expect(try await found(store, "X1Y2 4") == ["m4"])
        },
        MessageStoreConformance("an edited message is found by its new words only, a deleted one by none") { store async throws in
            try await say(store, ["apple", "apple pie"])
            await store.change("m1", .edit(content: "pear"))
            #expect(try await found(store, "apple") == ["m2"])
            #expect(try await found(store, "pear") == ["m1"])
            let page = try await search(store, SearchQuery(text: "pear", conversationID: nil, userID: nil, limit: 9))
            #expect(page.messages.map(\.content) == ["pear"])
            await store.change("m2", .delete)
            for word in ["apple", "pie"] {
                #expect(try await found(store, word).isEmpty)
            }
        },
        MessageStoreConformance("what the assistant said is found as it is now") { store async throws in
            await store.create("room")
            await store.answer("forty two", id: "m1")
            await store.change("m1", .reaction(emoji: "👍", isAdded: true))
            let page = try await search(store, SearchQuery(text: "forty", conversationID: "room", userID: nil, limit: 9))
            #expect(try await store.latestMessages() == page.messages)
            #expect(page.messages.first?.reactions.count == 1)
        },
        MessageStoreConformance("a search looks into one conversation, or into all of a user's, or into all") { store async throws in
            await store.create("a", participants: ["ada", "bob"].map { UserRef(id: $0, name: $0) })
            await store.create("b", participants: ["bob"].map { UserRef(id: $0, name: $0) })
            await store.append("word one", id: "m1", to: "a")
            await store.append("word two", id: "m2", to: "b")
            await store.append("word three", id: "m3", to: "a")
            #expect(try await found(store, "word", in: "a") == ["m3", "m1"])
            #expect(try await found(store, "word", in: "b") == ["m2"])
            #expect(try await found(store, "word", in: "nowhere").isEmpty)
            #expect(try await found(store, "word", of: "ada") == ["m3", "m1"])
            #expect(try await found(store, "word", of: "bob") == ["m3", "m2", "m1"])
            #expect(try await found(store, "word", of: "eve").isEmpty)
            #expect(try await found(store, "word", in: "b", of: "ada").isEmpty)
            #expect(try await found(store, "word") == ["m3", "m2", "m1"])
            _ = await store.perform(.removeParticipant(conversationID: "a", userID: "bob"))
            #expect(try await found(store, "word", of: "bob") == ["m2"])
        },
        MessageStoreConformance("a search goes on where its cursor says, and meets each message once") { store async throws in
            try await say(store, (1...25).map { $0 % 5 == 0 ? "other" : "word \($0)" })
            for conversation in ["room", nil] {
                var walked: [String] = []
                var cursor: Int64?
                repeat {
                    let query = SearchQuery(text: "word", conversationID: conversation, userID: "ada", before: cursor, limit: 6)
                    let page = try await search(store, query)
                    #expect(page.messages.count <= 6)
                    walked += page.messages.map(\.id)
                    cursor = page.next
                } while cursor != nil && walked.count < 100
                #expect(walked == (1...25).reversed().filter { $0 % 5 != 0 }.map { "m\($0)" })
            }
        },
        MessageStoreConformance("no text is a query language: it is only words") { store async throws in
            try await say(store, ["alpha", "alpha beta", "alpha or beta", "alpha and near content beta 3"])
            let texts: [(String, [String])] = [
                ("alpha OR beta", ["m3"]), ("alpha AND beta", ["m4"]), ("alpha NOT beta", []), ("NEAR(alpha beta, 3)", ["m4"]),
                ("content:alpha", ["m4"]), ("content : alpha", ["m4"]), ("{content}: alpha", ["m4"]), ("-alpha", ["m4", "m3", "m2", "m1"]),
                ("^alpha", ["m4", "m3", "m2", "m1"]), ("alph*", ["m4", "m3", "m2", "m1"]), ("\"alpha", ["m4", "m3", "m2", "m1"]),
                ("\"alpha\" + \"beta\"", ["m4", "m3", "m2"]), ("alpha\" OR \"beta", ["m3"]), ("alpha'; DROP TABLE messages; --", []),
                ("(alpha", ["m4", "m3", "m2", "m1"]), ("al*pha", []), ("alpha\u{0}beta", ["m4", "m3", "m2"]),
            ]
            for (text, expected) in texts {
                #expect(try await found(store, text) == expected, "\(text)")
            }
        },
        MessageStoreConformance("a text without a letter or digit finds nothing") { store async throws in
            try await say(store, ["alpha", "* \" ( :"])
            for text in ["", " ", "*", "\"", "\"\"", "()", "-", "^", ":", "👍", "\u{301}"] {
                #expect(try await found(store, text).isEmpty, "\(text)")
            }
        },
    ]

    private static func say(_ store: any MessageStore, _ contents: [String]) async throws {
        await store.create("room")
        for (index, content) in contents.enumerated() {
            await store.append(content, id: "m\(index + 1)", to: "room")
        }
    }

    private static func found(
        _ store: any MessageStore, _ text: String, in conversation: String? = nil, of user: String? = nil
    ) async throws -> [String] {
        try await search(store, SearchQuery(text: text, conversationID: conversation, userID: user, limit: 100)).messages.map(\.id)
    }

    /// Searches until everything was looked at: an index may be behind what was acknowledged, if it says so.
    private static func search(_ store: any MessageStore, _ query: SearchQuery) async throws -> SearchPage {
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: .seconds(10))
        var page = try await store.search(query)
        while !page.isComplete, clock.now < deadline {
            await Task.yield()
            page = try await store.search(query)
        }
        #expect(page.isComplete)
        return page
    }
}
