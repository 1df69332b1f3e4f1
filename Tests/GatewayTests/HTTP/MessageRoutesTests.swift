import ChatTestSupport
import HTTPTypes
import Identity
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

    @Test("what is posted is stored and told to the room, and the same id says it once")
    func posting() async throws {
        let path = "/api/conversations/den/messages"
        fixture.receiver.clear()
        let body = #"{"id":"m-1","content":"four \"pears\"","reply_to":"id-1","attachments":[],"type":"x","more":1}"#
        let answer = try await fixture.ask(.post, path, body: body)
        #expect(answer.status == 201)
        #expect(answer.headers[.location] == "/api/conversations/den/messages/id-4")
        let message =
            #"{"id":"id-4","seq":4,"conversation_id":"den","role":"user","author":{"id":"ada","name":"Ada"},"content":"four \"pears\"","#
            + #""created_at":"2023-11-14T22:13:20.000Z","status":"complete","reply_to":"id-1","attachments":[],"reactions":{},"client_id":"m-1"}"#
        #expect(answer.text == message)
        #expect(fixture.receiver.texts == [#"{"type":"new_message","message":\#(message)}"#])
        #expect(try await fixture.ask(.get, path + "/id-4", user: "bob").text == message)

        fixture.receiver.clear()
        let again = try await fixture.ask(.post, path, body: #"{"id":"m-1","content":"other"}"#)
        #expect(again.status == 200)
        #expect(again.text == message)
        #expect(again.headers[.location] == answer.headers[.location])
        #expect(fixture.receiver.texts.isEmpty)
    }

    @Test("what a socket would refuse is refused with the same code")
    func refusedPosts() async throws {
        let path = "/api/conversations/den/messages"
        for body in [
            "", "[]", "{", "{}", #"{"content":""}"#, #"{"content":7}"#, #"{"content":"a","content":"b"}"#, #"{"content":"x","id":""}"#,
        ] {
            let answer = try await fixture.ask(.post, path, body: body)
            #expect(answer.status == 400, "\(body)")
            #expect(answer.text.hasPrefix(#"{"error":{"code":"bad_frame","message":""#))
        }
        let post = #"{"content":"x"}"#
        #expect(try await fixture.ask(.post, path, user: nil, body: post).status == 401)
        #expect(try await fixture.ask(.post, path, scopes: .dashboard, body: post).status == 403)
        #expect(try await fixture.ask(.post, path, user: "eve", body: post).status == 403)
        #expect(try await fixture.ask(.post, "/api/conversations/none/messages", body: post).status == 404)
        #expect(try await fixture.ask(.post, "/api/conversations/a%20b/messages", body: post).status == 400)
        let large = #"{"content":"\#(String(repeating: "x", count: 64 << 10))"}"#
        #expect(try await fixture.ask(.post, path, body: large).status == 413)
        #expect(try await fixture.ask(.post, path, fields: [.contentType: "text/plain"], body: post).status == 415)
        #expect(try await fixture.ask(.patch, "/api/conversations/den", body: #"{"archived":true}"#).status == 200)
        let archived = try await fixture.ask(.post, path, body: post)
        #expect(archived.status == 409)
        #expect(archived.text.hasPrefix(#"{"error":{"code":"conflict","#))
        #expect(try await fixture.ask(.get, path).text.contains(#""seq":3"#))
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
