import ChatTestSupport
import HTTPTypes
import Identity
import Testing

@testable import Gateway

@Suite("Conversations over HTTP")
struct ConversationRoutesTests {
    private let fixture: RouterFixture

    init() throws {
        fixture = try RouterFixture()
    }

    private static let times = #""created_at":"2023-11-14T22:13:20.000Z","updated_at":"2023-11-14T22:13:20.000Z""#

    @Test("one that is made is private, its maker's and theirs who are named, and says where it is")
    func create() async throws {
        let answer = try await fixture.ask(
            .post, "/api/conversations",
            body: #"{"id":"den","title":"The den","assistant":"never","participants":[{"id":"bob","name":"Bob"},{"id":"cleo"}]}"#)
        #expect(answer.status == 201)
        #expect(answer.headers[.location] == "/api/conversations/den")
        #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
        #expect(
            answer.text
                == #"{"id":"den","title":"The den","kind":"private","assistant":"never","archived":false,"created_by":"ada",\#(Self.times),"#
                + #""last_seq":0,"unread_count":0,"participants":[{"id":"ada","name":"Ada","online":false,"last_read_seq":0},"#
                + #"{"id":"bob","name":"Bob","online":false,"last_read_seq":0},{"id":"cleo","name":"cleo","online":false,"last_read_seq":0}],"#
                + #""participant_count":3}"#)
        let again = try await fixture.ask(.get, "/api/conversations/den", user: "bob")
        #expect(again.text == answer.text)
    }

    @Test("one that is made with nothing gets an id, which is its title, and the server's assistant")
    func createBare() async throws {
        for body in ["", "{}", #"{"assistant":null}"#] {
            let answer = try await fixture.ask(.post, "/api/conversations", body: body)
            #expect(answer.status == 201)
            #expect(answer.text.contains(#""title":"id-"#))
            #expect(answer.text.contains(#""assistant":"mention""#))
        }
    }

    @Test("what cannot be made is refused with what is wrong")
    func refusals() async throws {
        _ = try await fixture.ask(.post, "/api/conversations", body: #"{"id":"den"}"#)
        let taken = try await fixture.ask(.post, "/api/conversations", user: "eve", body: #"{"id":"den"}"#)
        #expect(taken.status == 409)
        #expect(taken.text == HTTPAnswer.error("conflict", "a conversation with this id exists already"))
        let mode = try await fixture.ask(.post, "/api/conversations", body: #"{"assistant":"sometimes"}"#)
        #expect(mode.status == 400)
        #expect(mode.text == HTTPAnswer.error("bad_frame", "assistant must be null or one of: always, mention, never"))
        let twice = try await fixture.ask(.post, "/api/conversations", body: #"{"id":"a","id":"b"}"#)
        #expect(twice.text == HTTPAnswer.error("bad_frame", "a member comes twice in the body"))
        let large = try await fixture.ask(.post, "/api/conversations", body: String(repeating: " ", count: 256 * 1024 + 1))
        #expect(large.status == 413)
    }

    @Test("a body that says that it is something else than JSON is refused with what it should be")
    func mediaTypes() async throws {
        for type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "application/xml; a=application/json"] {
            let answer = try await fixture.ask(.post, "/api/conversations", fields: [.contentType: type], body: "{}")
            #expect(answer.status == 415, "\(type)")
            #expect(answer.headers[.accept] == "application/json")
        }
        for type in ["application/json", "Application/JSON ; charset=utf-8", "application/merge-patch+json"] {
            let answer = try await fixture.ask(.post, "/api/conversations", fields: [.contentType: type], body: "{}")
            #expect(answer.status == 201, "\(type)")
        }
    }

    @Test("a list is the latest activity first, each with what its reader has not read, and goes on at its cursor")
    func list() async throws {
        for id in ["a", "b", "c"] {
            fixture.clock.advance(seconds: 1)
            _ = try await fixture.ask(.post, "/api/conversations", body: #"{"id":"\#(id)","participants":[{"id":"bob"}]}"#)
        }
        fixture.clock.advance(seconds: 1)
        try await fixture.say("hello", in: "a", as: "bob")
        try await fixture.say("hello?", in: "a", as: "bob")
        let first = try await fixture.ask(.get, "/api/conversations?limit=2")
        #expect(first.text.hasPrefix(#"{"conversations":[{"id":"a","#))
        #expect(first.text.contains(#""last_seq":2,"unread_count":2},{"id":"c","#))
        #expect(first.text.hasSuffix(#""last_seq":0,"unread_count":0}],"next_cursor":"loyw3xdk.c"}"#))
        let second = try await fixture.ask(.get, "/api/conversations?limit=2&cursor=loyw3xdk.c")
        #expect(second.text.hasPrefix(#"{"conversations":[{"id":"b","#))
        #expect(!second.text.contains("next_cursor"))
        let own = try await fixture.ask(.get, "/api/conversations/a", user: "bob")
        #expect(own.text.contains(#""unread_count":0"#))
        #expect(try await fixture.ask(.get, "/api/conversations", user: "eve").text == #"{"conversations":[]}"#)
    }

    @Test("a change is its maker's to make, shows what it came to, and leaves the rest as it was")
    func change() async throws {
        _ = try await fixture.ask(.post, "/api/conversations", body: #"{"id":"den","title":"The den","participants":[{"id":"bob"}]}"#)
        func change(_ body: String, user: String = "ada") async throws -> HTTPAnswer {
            try await fixture.ask(.patch, "/api/conversations/den", user: user, body: body)
        }
        #expect(
            try await change(#"{"title":"Cave"}"#).text.contains(#""title":"Cave","kind":"private","assistant":"mention","archived":false"#)
        )
        #expect(
            try await change(#"{"assistant":"always","archived":true}"#).text.contains(
                #""title":"Cave","kind":"private","assistant":"always","archived":true"#))
        #expect(try await change(#"{"other":1}"#).text.contains(#""assistant":"always","archived":true"#))
        #expect(try await change(#"{"assistant":null,"archived":false}"#).text.contains(#""assistant":"mention","archived":false"#))
        #expect(try await change(#"{"title":"Mine"}"#, user: "bob").status == 403)
        #expect(try await change(#"{"title":"Mine"}"#, user: "eve").status == 403)
        for body in ["", "[]", #"{"archived":"yes"}"#, #"{"archived":null}"#, #"{"title":null}"#, #"{"assistant":1}"#] {
            #expect(try await change(body).status == 400, "\(body)")
        }
        #expect(try await fixture.ask(.patch, "/api/conversations/none", body: "{}").status == 404)
    }

    @Test("archived conversations have a list of their own")
    func archived() async throws {
        for id in ["old", "new"] { _ = try await fixture.ask(.post, "/api/conversations", body: #"{"id":"\#(id)"}"#) }
        _ = try await fixture.ask(.patch, "/api/conversations/old", body: #"{"archived":true}"#)
        func ids(_ query: String) async throws -> [Bool] {
            let text = try await fixture.ask(.get, "/api/conversations" + query).text
            return [text.contains(#""id":"old""#), text.contains(#""id":"new""#)]
        }
        #expect(try await ids("") == [false, true])
        #expect(try await ids("?archived=false") == [false, true])
        #expect(try await ids("?archived=true") == [true, false])
    }

    @Test(
        "a query that makes no sense is refused with what is allowed",
        arguments: [
            ("archived=maybe", "archived must be true or false"), ("archived=", "archived must be true or false"),
            ("limit=x", "limit must be a whole number from 0 to 9223372036854775807"),
            ("limit=%2B5", "limit must be a whole number from 0 to 9223372036854775807"), ("limit=0", "limit must be from 1 to 100"),
            ("limit=99999999999999999999", "limit must be a whole number from 0 to 9223372036854775807"),
            ("limit=101", "limit must be from 1 to 100"), ("limit=1&limit=2", "limit may be given once"),
            ("cursor=%ff", "cursor must be UTF-8 in percent-encoding"), ("cursor=%4", "cursor must be UTF-8 in percent-encoding"),
            ("cursor=x", "the cursor is malformed"),
        ])
    func badQuery(query: String, message: String) async throws {
        let answer = try await fixture.ask(.get, "/api/conversations?" + query)
        #expect(answer.status == 400)
        #expect(answer.text == HTTPAnswer.error("bad_frame", message))
    }

    @Test("without a token, or with one of another scope, nothing is told")
    func access() async throws {
        let answer = try await fixture.ask(.get, "/api/conversations", user: nil)
        #expect(answer.status == 401)
        #expect(answer.headers[.wwwAuthenticate] == "Bearer")
        #expect(try await fixture.ask(.get, "/api/conversations?token=%ff", user: nil).status == 401)
        #expect(try await fixture.ask(.get, "/api/conversations", scopes: .metrics).status == 403)
        #expect(try await fixture.ask(.get, "/api/conversations", scopes: .admin).status == 200)
    }

    @Test("escapes in an id are resolved, and broken ones refused")
    func escapes() async throws {
        _ = try await fixture.ask(.post, "/api/conversations", body: #"{"id":"den"}"#)
        #expect(try await fixture.ask(.get, "/api/conversations/%64en").status == 200)
        #expect(try await fixture.ask(.get, "/api/conversations/%ff").status == 400)
        #expect(try await fixture.ask(.get, "/api/conversations/den+").status == 400)
    }
}
