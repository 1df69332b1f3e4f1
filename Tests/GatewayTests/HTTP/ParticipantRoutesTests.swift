import ChatTestSupport
import HTTPTypes
import Testing

@testable import Gateway

@Suite("Participants over HTTP")
struct ParticipantRoutesTests {
    private let fixture: RouterFixture

    init() async throws {
        fixture = try RouterFixture()
        _ = try await fixture.ask(.post, "/api/conversations", body: #"{"id":"den","participants":[{"id":"bob"}]}"#)
    }

    private func add(_ body: String, user: String = "ada") async throws -> HTTPAnswer {
        try await fixture.ask(.post, "/api/conversations/den/participants", user: user, body: body)
    }

    private func remove(_ user: String, by: String = "ada", from id: String = "den") async throws -> HTTPAnswer {
        try await fixture.ask(.delete, "/api/conversations/\(id)/participants/\(user)", user: by)
    }

    @Test("who is let in may read, and who takes part already stays as they are")
    func add() async throws {
        #expect(try await fixture.ask(.get, "/api/conversations/den", user: "cleo").status == 403)
        let answer = try await add(#"{"participants":[{"id":"cleo","name":"Cleo"},{"id":"bob","name":"Robert"}]}"#)
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""name":"bob""#))
        #expect(answer.text.hasSuffix(#"{"id":"cleo","name":"Cleo","online":false,"last_read_seq":0}],"participant_count":3}"#))
        #expect(try await fixture.ask(.get, "/api/conversations/den", user: "cleo").status == 200)
    }

    @Test("only the maker lets in, and only users")
    func refusals() async throws {
        #expect(try await add(#"{"participants":[{"id":"cleo"}]}"#, user: "bob").status == 403)
        for body in ["", "{}", "[]", #"{"participants":null}"#, #"{"participants":["cleo"]}"#, #"{"participants":[{}]}"#, #"{"users":[]}"#]
        {
            #expect(try await add(body).status == 400, "\(body)")
        }
        let missing = try await fixture.ask(.post, "/api/conversations/none/participants", body: #"{"participants":[]}"#)
        #expect(missing.status == 404)
    }

    @Test("who is taken out may read no more, and their sockets there are closed")
    func remove() async throws {
        let answer = try await remove("bob")
        #expect(answer.status == 204)
        #expect(answer.text.isEmpty)
        #expect(fixture.sockets.expelled == ["bob from chat_den"])
        #expect(try await fixture.ask(.get, "/api/conversations/den", user: "bob").status == 403)
        #expect(try await remove("bob").status == 404)
        #expect(try await remove("bob", from: "none").status == 404)
    }

    @Test("everybody may leave, and nobody but the maker may send others away")
    func leave() async throws {
        #expect(try await remove("ada", by: "bob").status == 403)
        #expect(try await remove("bob", by: "bob").status == 204)
    }

    @Test(
        "the id of a user is any text, percent-encoded",
        arguments: [("a%2Fb%3Fc", "a/b?c"), ("1%2B1=2", "1+1=2"), ("1+1", "1+1"), ("%C3%BC", "ü"), ("..", "..")])
    func anyID(encoded: String, id: String) async throws {
        #expect(try await add(#"{"participants":[{"id":"\#(id)"}]}"#).status == 200)
        #expect(try await remove(encoded).status == 204)
        #expect(fixture.sockets.expelled == ["\(id) from chat_den"])
    }

    @Test("what cannot be an id is refused", arguments: ["%ff", "%", String(repeating: "x", count: 256)])
    func noID(encoded: String) async throws {
        #expect(try await remove(encoded).status == 400)
    }
}
