import Testing
import Wire

@Suite("Agents: client frames")
struct AgentClientFrameTests {
    private static let longReason = String(repeating: "é", count: AgentClientFrame.reasonLimit / 2)

    @Test(
        "each frame of the protocol is read",
        arguments: [
            (#"{"type":"get_status"}"#, nil, .getStatus), (#"{"id":"s","reason":5,"type":"get_status"}"#, "s", .getStatus),
            (#"{"type":"cancel"}"#, nil, .cancel(reason: nil)), (#"{"type":"cancel","reason":null,"id":null}"#, nil, .cancel(reason: nil)),
            (#"{"reason":"h\u00e9 \"x\"\n😀","id":"c-1","type":"cancel"}"#, "c-1", .cancel(reason: "hé \"x\"\n😀")),
            (#"{"type":"cancel","reason":""}"#, nil, .cancel(reason: "")),
            (#"{"type":"cancel","reason":"\#(longReason)"}"#, nil, .cancel(reason: longReason)),
            (#"{"type":"refresh","token":"a.b.c","id":"r"}"#, "r", .refresh(token: "a.b.c")), (#"{"type":"ping"}"#, nil, .ping),
            (#" { "type" : "ping" , "id" : "é" } "#, "é", .ping), (#"{"t\u0079pe":"c\u0061ncel"}"#, nil, .cancel(reason: nil)),
            (#"{"type":"ping","x":[{"type":"cancel"}],"y":{"id":5},"":0,"token":5}"#, nil, .ping),
        ] as [(String, String?, AgentClientFrame)])
    func reads(_ json: String, _ id: String?, _ frame: AgentClientFrame) throws {
        #expect(try decodeAgent(json) == AgentRequest(id: id, frame: frame))
    }

    @Test(
        "a field that is missing or out of range is refused with the frame's id and type",
        arguments: [
            (#"{"type":"cancel","id":"1","reason":5}"#, "cancel", "reason must be a string."),
            (#"{"type":"cancel","id":"1","reason":true}"#, "cancel", "reason must be a string."),
            (#"{"reason":["a"],"id":"1","type":"cancel"}"#, "cancel", "reason must be a string."),
            (#"{"type":"cancel","id":"1","reason":{}}"#, "cancel", "reason must be a string."),
            (#"{"type":"cancel","id":"1","reason":"\#(longReason)x"}"#, "cancel", "reason must have at most 1000 bytes."),
            (#"{"type":"refresh","id":"1"}"#, "refresh", "token must be a string that is not empty."),
            (#"{"type":"refresh","id":"1","token":""}"#, "refresh", "token must be a string that is not empty."),
            (#"{"type":"refresh","id":"1","token":null}"#, "refresh", "token must be a string that is not empty."),
            (#"{"type":"refresh","id":"1","token":{"a":1}}"#, "refresh", "token must be a string."),
        ])
    func refusesFields(_ json: String, _ type: String, _ message: String) {
        #expect(throws: FrameError(code: .badFrame, message: message, id: "1", type: type)) { try decodeAgent(json) }
    }

    @Test(
        "what is not one JSON object, or names a field twice, is a bad frame of type other",
        arguments: [
            "", " ", "null", "[]", #""type""#, "42", "{", "}", #"{"type":"ping"}}"#, #"{"type":"ping"} x"#, #"{"type":"ping",}"#,
            #"{"type":"ping","type":"ping"}"#, #"{"type":"ping","t\u0079pe":"cancel"}"#, #"{"type":"ping","id":"a","id":"a"}"#,
            #"{"type":"cancel","reason":"a","reason":"a"}"#, #"{"type":"cancel","reason":null,"re\u0061son":null}"#,
            #"{"type":"refresh","token":"a","token":"b"}"#, #"{"type":"ping","x":"\ud800"}"#, "{\"type\":\"ping\",\"x\":\"\u{1}\"}",
            #"{"type":"cancel","reason":"\ud800"}"#, #"{"type":"cancel" "reason":"a"}"#, #"{"type":"ping","x":01}"#,
            #"{"type":"ping","x":NaN}"#, #"{'type':'ping'}"#,
        ])
    func refusesMalformed(_ json: String) {
        let error = #expect(throws: FrameError.self) { try decodeAgent(json) }
        #expect(error?.code == .badFrame)
        #expect(error?.id == nil)
        #expect(error?.type == "other")
    }

    @Test("a frame nested deeper than 32 is a bad frame")
    func refusesDepth() {
        let json = #"{"type":"ping","x":"# + String(repeating: "[", count: 32) + String(repeating: "]", count: 32) + "}"
        #expect(
            throws: FrameError(code: .badFrame, message: "The JSON nests deeper than 32.", id: nil, type: "other")
        ) { try decodeAgent(json) }
    }

    @Test("a frame without a type, or with one that is no string, is a bad frame", arguments: ["", #""type":5,"#, #""type":null,"#])
    func refusesNoType(_ type: String) {
        #expect(
            throws: FrameError(code: .badFrame, message: "A frame needs a type, a string.", id: "1", type: "other")
        ) { try decodeAgent("{" + type + #""id":"1"}"#) }
    }

    @Test(
        "a type that is not served is unknown and never becomes a label",
        arguments: [
            "message", "subscribe", "stop", "start", "Cancel", "cancel ", "getStatus", "get-status", "execution_update", "", "other",
        ])
    func unknownTypes(_ type: String) {
        let expected = FrameError(code: .unknownType, message: "This socket does not serve this type.", id: "1", type: "other")
        #expect(throws: expected) { try decodeAgent(#"{"type":"\#(type)","id":"1","reason":"x"}"#) }
    }

    @Test(
        "an id that is no string, empty or longer than 64 characters is refused and not echoed",
        arguments: [("5", "id must be a string."), ("[]", "id must be a string."), (#""""#, "id must have 1 to 64 characters.")]
            + [(65, "x"), (65, "é")].map { ("\"\(String(repeating: $1, count: $0))\"", "id must have 1 to 64 characters.") })
    func refusesIDs(_ id: String, _ message: String) {
        #expect(throws: FrameError(code: .badFrame, message: message, id: nil, type: "cancel")) {
            try decodeAgent(#"{"type":"cancel","id":\#(id)}"#)
        }
    }

    @Test("the label of every frame is in the closed set, and those that an expired token may send are two")
    func labels() {
        let frames: [AgentClientFrame] = [.getStatus, .cancel(reason: nil), .refresh(token: "t"), .ping]
        #expect(frames.map(\.type) + ["other"] == AgentClientFrame.types)
        #expect(frames.map(\.isServedExpired) == [false, false, true, true])
    }
}
