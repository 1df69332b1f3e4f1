import Testing
import Wire

@Suite("Codes")
struct CodeTests {
    @Test("the error codes are the protocol's closed set")
    func errorCodes() {
        #expect(
            ErrorCode.allCases.map(\.rawValue) == [
                "bad_frame", "unknown_type", "too_large", "not_found", "forbidden", "conflict", "rate_limited",
                "token_expired", "store_unavailable", "overloaded", "model_error", "timeout", "interrupted", "query_error",
                "internal",
            ])
    }

    @Test("what the server did wrong counts against the server, the rest against the client")
    func outcomes() {
        #expect(
            ErrorCode.allCases.filter(\.isServerError) == [
                .storeUnavailable, .overloaded, .modelError, .timeout, .interrupted, .internal,
            ])
    }

    @Test("a close code's label is its number when the protocol knows it")
    func closeLabels() {
        let known: [(CloseCode, UInt16)] = [
            (.normal, 1000), (.goingAway, 1001), (.protocolError, 1002), (.unsupportedData, 1003), (.noStatus, 1005),
            (.abnormal, 1006), (.invalidPayload, 1007), (.tooBig, 1009), (.internalError, 1011), (.overloaded, 1013),
            (.badRequest, 4400), (.unauthorized, 4401), (.forbidden, 4403), (.notFound, 4404), (.heartbeat, 4408),
            (.connectionLimit, 4413), (.slowConsumer, 4420), (.rateLimited, 4429),
        ]
        for (code, number) in known {
            #expect(code.rawValue == number)
            #expect(code.label == String(number))
        }
        #expect(CloseCode.allLabels == known.map { String($0.1) } + ["other"])
    }

    @Test("a code that a client invented never becomes a label")
    func inventedCodes() {
        let labels = Set((0...UInt16.max).map { CloseCode(rawValue: $0).label })
        #expect(labels == Set(CloseCode.allLabels))
        #expect(CloseCode(rawValue: 3000).label == "other")
        #expect(CloseCode(rawValue: 4999).label == "other")
    }

    @Test("ids of 1 to 80 of the allowed characters are valid", arguments: ["a", "room-1", "A_b.9", ".", "-"])
    func validIdentifiers(_ id: String) {
        #expect(Identifier.isValid(id))
        #expect(Identifier.isValid(String(repeating: "x", count: 80)))
    }

    @Test(
        "other ids are not",
        arguments: ["", " ", "a b", "a/b", "é", "a\u{0}", "a\n", "room:1", "💬", String(repeating: "x", count: 81)])
    func invalidIdentifiers(_ id: String) {
        #expect(!Identifier.isValid(id))
    }
}
