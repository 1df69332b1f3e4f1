import Testing

@testable import Gateway

@Suite("The token of a handshake")
struct TokenOfferTests {
    private func offer(query: String? = nil, protocols: [String] = [], authorization: [String] = []) -> TokenOffer {
        TokenOffer(query: query, speaks: "telltale.v1") { name in
            ["sec-websocket-protocol": protocols, "authorization": authorization][name] ?? []
        }
    }

    @Test("comes in the query, as a bearer, or as a subprotocol beside the one to speak")
    func places() {
        #expect(offer(query: "q").token == "q")
        #expect(offer(authorization: ["Bearer b"]).token == "b")
        #expect(offer(authorization: ["bEARER b"]).token == "b")
        let inProtocol = offer(protocols: ["telltale.v1, telltale.token.a.b.c"])
        #expect(inProtocol.token == "a.b.c")
        #expect(inProtocol.subprotocol == "telltale.v1")
        #expect(!inProtocol.offersTokenAlone)
        #expect(offer(protocols: ["telltale.token.a.b.c", "other", "telltale.v1"]) == inProtocol)
    }

    @Test("the query wins over the bearer, and the bearer over the subprotocol")
    func order() {
        #expect(offer(query: "q", protocols: ["telltale.token.p"], authorization: ["Bearer b"]).token == "q")
        #expect(offer(protocols: ["telltale.token.p"], authorization: ["Bearer b"]).token == "b")
    }

    @Test("offered as the only subprotocol leaves none to select")
    func alone() {
        #expect(offer(protocols: ["telltale.token.a.b.c"]).offersTokenAlone)
        #expect(offer(protocols: ["telltale.token.a.b.c, other"]).offersTokenAlone)
        #expect(!offer(protocols: ["other"]).offersTokenAlone)
    }

    @Test("no subprotocol is selected that was not offered, and never a token")
    func selection() {
        #expect(offer(query: "q").subprotocol == nil)
        #expect(offer(protocols: ["other, telltale.v2"]).subprotocol == nil)
        #expect(offer(protocols: ["other,telltale.v1"]).subprotocol == "telltale.v1")
        #expect(offer(protocols: ["telltale.token.telltale.v1"]).subprotocol == nil)
    }

    @Test("other kinds of authorization hold none", arguments: ["", "Bearer", "Basic dXNlcjpwYXNz", "Bearerb"])
    func others(value: String) {
        #expect(offer(authorization: [value]).token == nil)
    }
}
