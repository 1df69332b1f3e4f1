import HTTPTypes
import Testing

@testable import Gateway

@Suite("Messages over HTTP")
struct MessageRoutesTests {
    private let fixture: RouterFixture

    init() async throws {
        fixture = try RouterFixture()
        _ = try await fixture.ask(.post, "/api/conversations", body: #"{"id":"den","participants":[{"id":"bob"}]}"#)
        for content in ["one fig", "two figs", "three plums"] { try await fixture.say(content, in: "den", as: "bob") }
    }

    private static func message(_ seq: Int, _ content: String) -> String {
        #"{"id":"id-\#(seq)","seq":\#(seq),"conversation_id":"den","role":"user","author":{"id":"bob","name":"Bob"},"content":"\#(content)","#
            + #""created_at":"2023-11-14T22:13:20.000Z","status":"complete","attachments":[],"reactions":{}}"#
    }

    @Test("a page is the last messages, or those before or after one, and says whether there are more")
    func pages() async throws {
        func page(_ query: String) async throws -> String {
            try await fixture.ask(.get, "/api/conversations/den/messages" + query).text
        }
        let all = [Self.message(1, "one fig"), Self.message(2, "two figs"), Self.message(3, "three plums")]
        #expect(try await page("") == #"{"messages":[\#(all.joined(separator: ","))],"has_more":false}"#)
        #expect(try await page("?limit=1") == #"{"messages":[\#(all[2])],"has_more":true}"#)
        #expect(try await page("?before=3&limit=1") == #"{"messages":[\#(all[1])],"has_more":true}"#)
        #expect(try await page("?before=2") == #"{"messages":[\#(all[0])],"has_more":false}"#)
        #expect(try await page("?after=1&limit=1") == #"{"messages":[\#(all[1])],"has_more":true}"#)
        #expect(try await page("?after=3") == #"{"messages":[],"has_more":false}"#)
    }

    @Test("one message is itself, for those who may read its conversation")
    func one() async throws {
        let answer = try await fixture.ask(.get, "/api/conversations/den/messages/id-2")
        #expect(answer.status == 200)
        #expect(answer.text == Self.message(2, "two figs"))
        let missing = try await fixture.ask(.get, "/api/conversations/den/messages/id-9")
        #expect(missing.status == 404)
        #expect(missing.text == HTTPAnswer.error("not_found", "no such message"))
        #expect(try await fixture.ask(.get, "/api/conversations/den/messages/id-2", user: "eve").status == 403)
    }

    @Test("a search finds messages by their words, the latest first, and goes on at its cursor")
    func search() async throws {
        let first = try await fixture.ask(.get, "/api/search?q=FIG&limit=1")
        #expect(first.status == 200)
        #expect(first.text == #"{"messages":[\#(Self.message(2, "two figs"))],"next_cursor":"2","complete":true}"#)
        let second = try await fixture.ask(.get, "/api/search?q=FIG&limit=1&cursor=2")
        #expect(second.text == #"{"messages":[\#(Self.message(1, "one fig"))],"complete":true}"#)
        let words = try await fixture.ask(.get, "/api/search?q=three+pl&conversation=den")
        #expect(words.text == #"{"messages":[\#(Self.message(3, "three plums"))],"complete":true}"#)
    }

    @Test("nobody finds what they may not read")
    func foreign() async throws {
        #expect(try await fixture.ask(.get, "/api/search?q=fig", user: "eve").text == #"{"messages":[],"complete":true}"#)
        #expect(try await fixture.ask(.get, "/api/search?q=fig&conversation=den", user: "eve").status == 403)
    }

    @Test(
        "a query that makes no sense is refused",
        arguments: [
            "search", "search?q=", "search?q=%ff", "search?q=a&q=b", "search?q=a&limit=0", "search?q=a&cursor=-",
            "search?q=a&conversation=%20",
            "conversations/den/messages?before=x", "conversations/den/messages?before=-1", "conversations/den/messages?before=1&after=1",
            "conversations/den/messages?after=%ff", "conversations/den/messages?limit=101", "conversations/den/messages/%ff",
        ])
    func refusals(path: String) async throws {
        let answer = try await fixture.ask(.get, "/api/" + path)
        #expect(answer.status == 400)
        #expect(answer.text.hasPrefix(#"{"error":{"code":"bad_frame","message":""#))
    }
}
