import Testing

@testable import Identity

@Suite struct ClaimsTests {
    let sample: Sample

    init() throws {
        sample = try Sample()
    }

    private func claims(_ members: String) -> String {
        #"{"sub":"ada","exp":1700003600,\#(members)}"#
    }

    @Test(
        "takes `sub`, else `user_id`, and makes strings of numbers",
        arguments: [
            (#""sub":"ada""#, "ada"), (#""sub":42"#, "42"), (#""user_id":"7""#, "7"), (#""user_id":42"#, "42"), (#""user_id":0"#, "0"),
            (#""user_id":-5"#, "-5"), (#""user_id":123456789012345678901234567890"#, "123456789012345678901234567890"),
            (#""sub":"ada","user_id":42"#, "ada"), (#""sub":null,"user_id":42"#, "42"), (#""sub":"\u00e9""#, "é"),
            (#""sub":"ada@example.org""#, "ada@example.org"),
            (#""sub":"auth0|5f7c8ec7c33c6c004bbafe82""#, "auth0|5f7c8ec7c33c6c004bbafe82"),
        ])
    func userID(members: String, expected: String) throws {
        let principal = try sample.principal(#"{\#(members),"exp":1700003600}"#)
        #expect(Array(principal.userID.utf8) == Array(expected.utf8))
        #expect(principal.name == principal.userID)
    }

    @Test(
        "refuses users without an id, or with one that cannot be told from another or breaks a line",
        arguments: [
            ("", "missing_user"), (#","sub":null"#, "missing_user"), (#","user_id":null"#, "missing_user"),
            (#","sub":"""#, "malformed_claim (sub)"), (#","sub":"","user_id":42"#, "malformed_claim (sub)"),
            (#","sub":true"#, "malformed_claim (sub)"), (#","sub":["ada"]"#, "malformed_claim (sub)"),
            (#","sub":{}"#, "malformed_claim (sub)"),
            (#","sub":1.5"#, "malformed_claim (sub)"), (#","sub":1e3"#, "malformed_claim (sub)"), (#","sub":1E3"#, "malformed_claim (sub)"),
            (#","sub":-0"#, "malformed_claim (sub)"), (#","user_id":4.0"#, "malformed_claim (user_id)"),
            (#","sub":"a\nb""#, "malformed_claim (sub)"), (#","sub":"a\u0000""#, "malformed_claim (sub)"),
            (#","sub":"\u007f""#, "malformed_claim (sub)"), (#","sub":"\u0085""#, "malformed_claim (sub)"),
            (#","sub":"e\u0301""#, "malformed_claim (sub)"), (#","sub":"\u212B""#, "malformed_claim (sub)"),
            (#","sub":"\#(String(repeating: "a", count: 256))""#, "malformed_claim (sub)"),
        ])
    func refusesUser(members: String, expected: String) throws {
        #expect(try sample.refusal(ofClaims: #"{"exp":1700003600\#(members)}"#) == expected)
    }

    @Test("takes an id of 255 bytes, and cuts a longer name between two characters")
    func lengths() throws {
        let id = String(repeating: "a", count: 255)
        #expect(try sample.principal(#"{"sub":"\#(id)","exp":1700003600}"#).userID == id)
        let name = String(repeating: "é", count: 300)
        #expect(try sample.principal(claims(#""name":"\#(name)""#)).name == String(repeating: "é", count: 127))
    }

    @Test("takes `name`, else the id")
    func name() throws {
        #expect(try sample.principal(claims(#""name":"Ada""#)).name == "Ada")
        #expect(try sample.principal(claims(#""name":null"#)).name == "ada")
        #expect(try sample.principal(claims(#""name":"""#)).name == "ada")
        #expect(try sample.refusal(ofClaims: claims(#""name":7"#)) == "malformed_claim (name)")
    }

    @Test(
        "wants `exp` and counts it with the leeway",
        arguments: [
            ("1700000000", nil), ("1699999971", nil), ("1699999970", "expired"), ("0", "expired"), ("1699999970.9", "expired"),
            ("1699999971.5", nil), ("1.7000036e9", nil), ("253402300799", nil), ("253402300800", "malformed_claim (exp)"),
            ("1700003600000", "malformed_claim (exp)"), ("-1", "malformed_claim (exp)"), ("1e400", "malformed_claim (exp)"),
            ("1e308", "malformed_claim (exp)"), ("99999999999999999999", "malformed_claim (exp)"),
            (#""1700003600""#, "malformed_claim (exp)"),
            ("true", "malformed_claim (exp)"), ("[]", "malformed_claim (exp)"), ("null", "missing_expiry"),
        ] as [(String, String?)])
    func expiry(value: String, expected: String?) throws {
        #expect(try sample.refusal(ofClaims: #"{"sub":"ada","exp":\#(value)}"#) == expected)
    }

    @Test("refuses a token without `exp`")
    func missingExpiry() throws {
        #expect(try sample.refusal(ofClaims: #"{"sub":"ada"}"#) == "missing_expiry")
        #expect(try sample.refusal(ofClaims: "{}") == "missing_expiry")
    }

    @Test("reports `exp` itself, without the leeway, and rounds it down")
    func expiresAt() throws {
        #expect(try sample.principal(#"{"sub":"ada","exp":1700000000}"#).expiresAt == 1_700_000_000)
        #expect(try sample.principal(#"{"sub":"ada","exp":1700000100.75}"#).expiresAt == 1_700_000_100)
    }

    @Test("allows no difference of clocks when told so")
    func noLeeway() throws {
        let policy = TokenPolicy(leewaySeconds: 0)
        #expect(try sample.refusal(ofClaims: #"{"sub":"ada","exp":1700000001}"#, policy: policy) == nil)
        #expect(try sample.refusal(ofClaims: #"{"sub":"ada","exp":1700000000}"#, policy: policy) == "expired")
        #expect(try sample.refusal(ofClaims: claims(#""nbf":1700000000"#), policy: policy) == nil)
        #expect(try sample.refusal(ofClaims: claims(#""nbf":1700000001"#), policy: policy) == "not_yet_valid (nbf)")
    }

    @Test("checks `nbf` and `iat` with the leeway", arguments: ["nbf", "iat"])
    func notYetValid(_ name: String) throws {
        #expect(try sample.refusal(ofClaims: claims(#""\#(name)":1700000000"#)) == nil)
        #expect(try sample.refusal(ofClaims: claims(#""\#(name)":1700000030"#)) == nil)
        #expect(try sample.refusal(ofClaims: claims(#""\#(name)":1700000031"#)) == "not_yet_valid (\(name))")
        #expect(try sample.refusal(ofClaims: claims(#""\#(name)":null"#)) == nil)
        #expect(try sample.refusal(ofClaims: claims(#""\#(name)":"1700000000""#)) == "malformed_claim (\(name))")
    }

    @Test("wants the configured issuer, byte for byte")
    func issuer() throws {
        let policy = TokenPolicy(issuer: "https://é.example")
        #expect(try sample.refusal(ofClaims: claims(#""iss":"https://é.example""#), policy: policy) == nil)
        #expect(try sample.refusal(ofClaims: claims(#""iss":"https://e\u0301.example""#), policy: policy) == "wrong_issuer")
        #expect(try sample.refusal(ofClaims: claims(#""iss":"https://é.example/""#), policy: policy) == "wrong_issuer")
        #expect(try sample.refusal(ofClaims: claims(#""iss":null"#), policy: policy) == "wrong_issuer")
        #expect(try sample.refusal(ofClaims: claims(#""x":1"#), policy: policy) == "wrong_issuer")
        #expect(try sample.refusal(ofClaims: claims(#""iss":["https://é.example"]"#), policy: policy) == "malformed_claim (iss)")
        #expect(try sample.refusal(ofClaims: claims(#""iss":"anyone""#)) == nil)
    }

    @Test("wants the configured audience, alone or among others")
    func audience() throws {
        let policy = TokenPolicy(audience: "telltale")
        #expect(try sample.refusal(ofClaims: claims(#""aud":"telltale""#), policy: policy) == nil)
        #expect(try sample.refusal(ofClaims: claims(#""aud":["other","telltale"]"#), policy: policy) == nil)
        #expect(try sample.refusal(ofClaims: claims(#""aud":"other""#), policy: policy) == "wrong_audience")
        #expect(try sample.refusal(ofClaims: claims(#""aud":"telltale other""#), policy: policy) == "wrong_audience")
        #expect(try sample.refusal(ofClaims: claims(#""aud":[]"#), policy: policy) == "wrong_audience")
        #expect(try sample.refusal(ofClaims: claims(#""x":1"#), policy: policy) == "wrong_audience")
        #expect(try sample.refusal(ofClaims: claims(#""aud":["telltale",7]"#), policy: policy) == "malformed_claim (aud)")
        #expect(try sample.refusal(ofClaims: claims(#""aud":{"telltale":1}"#), policy: policy) == "malformed_claim (aud)")
        #expect(try sample.refusal(ofClaims: claims(#""aud":"anyone""#)) == nil)
    }

    @Test(
        "accepts access tokens only, where the kind is told",
        arguments: [
            (#""access""#, nil), (#""refresh""#, "wrong_token_type"), (#""sliding""#, "wrong_token_type"),
            (#""Access""#, "wrong_token_type"),
            ("null", "wrong_token_type"), ("true", "wrong_token_type"), (#"["access"]"#, "wrong_token_type"),
        ] as [(String, String?)])
    func tokenType(value: String, expected: String?) throws {
        #expect(try sample.refusal(ofClaims: claims(#""token_type":\#(value)"#)) == expected)
    }

    @Test(
        "reads scopes from `scope` and `scopes`, and falls back to the default only without either",
        arguments: [
            (#""x":1"#, [.chat, .agents]), (#""scope":"dashboard metrics""#, [.dashboard, .metrics]), (#""scopes":["admin"]"#, .admin),
            (#""scope":"chat","scopes":["dashboard","unknown"]"#, [.chat, .dashboard]), (#""scope":"""#, []), (#""scopes":[]"#, []),
            (#""scope":"openid profile""#, []), (#""scope":null"#, [.chat, .agents]), (#""scopes":["chat agents"]"#, []),
            (#""is_staff":true"#, [.chat, .agents, .dashboard]), (#""is_staff":false"#, [.chat, .agents]),
            (#""is_staff":true,"scope":"chat""#, [.chat, .dashboard]),
        ] as [(String, Scopes)])
    func scopes(members: String, expected: Scopes) throws {
        #expect(try sample.principal(claims(members)).scopes == expected)
    }

    @Test("uses the configured default scopes")
    func defaultScopes() throws {
        #expect(try sample.principal(claims(#""x":1"#), policy: TokenPolicy(defaultScopes: [])).scopes == [])
    }

    @Test(
        "refuses claims of the wrong type rather than ignore them",
        arguments: [
            (#""scope":["chat"]"#, "scope"), (#""scope":7"#, "scope"), (#""scopes":"chat""#, "scopes"), (#""scopes":["chat",7]"#, "scopes"),
            (#""is_staff":"true""#, "is_staff"), (#""is_staff":1"#, "is_staff"), (#""agents":"one""#, "agents"),
            (#""agents":[7]"#, "agents"),
        ])
    func wrongTypes(members: String, name: String) throws {
        #expect(try sample.refusal(ofClaims: claims(members)) == "malformed_claim (\(name))")
    }

    @Test("reads the agents of a worker")
    func agents() throws {
        #expect(try sample.principal(claims(#""scope":"agents:write","agents":["one","two"]"#)).agents == ["one", "two"])
        #expect(try sample.principal(claims(#""scope":"agents:write""#)).agents == [])
    }

    @Test(
        "refuses payloads that are no JSON object with distinct members",
        arguments: [
            ("", "malformed (claims)"), ("[]", "malformed (claims)"), ("null", "malformed (claims)"), (#""ada""#, "malformed (claims)"),
            (#"{"sub":"ada","exp":1700003600"#, "malformed (claims)"), (#"{"sub":"ada","exp":1700003600}x"#, "malformed (claims)"),
            (#"{"sub":"ada","sub":"eve","exp":1700003600}"#, "malformed (claims, duplicate member)"),
            (#"{"sub":"ada","exp":1,"exp":1700003600}"#, "malformed (claims, duplicate member)"),
            (#"{"sub":"ada","\u0065xp":1,"exp":1700003600}"#, "malformed (claims, duplicate member)"),
            (#"{"sub":"ada","exp":1700003600,"x":{"a":1,"a":2}}"#, "malformed (claims, duplicate member)"),
        ])
    func malformed(claims: String, expected: String) throws {
        #expect(try sample.refusal(ofClaims: claims) == expected)
    }
}
