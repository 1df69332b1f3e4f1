import Testing
import Wire

@Suite("Dashboard: client frames")
struct DashboardClientFrameTests {
    @Test(
        "each frame of the protocol is read",
        arguments: [
            (#"{"type":"interval","interval_ms":250}"#, nil, .interval(milliseconds: 250)),
            (#"{"type":"interval","interval_ms":60000,"id":"i"}"#, "i", .interval(milliseconds: 60_000)),
            (#"{"type":"pause"}"#, nil, .pause),
            (#"{"type":"resume","id":"r"}"#, "r", .resume),
            (#"{"type":"history"}"#, nil, .history(from: nil, to: nil, stepMilliseconds: nil)),
            (
                #"{"type":"history","from":"1970-01-01T00:00:01Z","to":"1970-01-01T00:00:02.500Z","step_ms":1000}"#, nil,
                .history(from: 1_000, to: 2_500, stepMilliseconds: 1_000)
            ),
            (#"{"type":"refresh","token":"t"}"#, nil, .refresh(token: "t")),
            (#"{"type":"ping","id":"p"}"#, "p", .ping),
        ] as [(String, String?, DashboardClientFrame)])
    func reads(_ json: String, _ id: String?, _ frame: DashboardClientFrame) throws {
        #expect(try decodeDashboard(json) == DashboardRequest(id: id, frame: frame))
    }

    @Test(
        "a field that is missing or out of range is refused with the frame's id and type",
        arguments: [
            (#"{"type":"interval","id":"1"}"#, "interval", "interval_ms must be a whole number from 250 to 60000."),
            (#"{"type":"interval","id":"1","interval_ms":249}"#, "interval", "interval_ms must be a whole number from 250 to 60000."),
            (#"{"type":"interval","id":"1","interval_ms":60001}"#, "interval", "interval_ms must be a whole number from 250 to 60000."),
            (#"{"type":"interval","id":"1","interval_ms":1e3}"#, "interval", "interval_ms must be a whole number from 250 to 60000."),
            (#"{"type":"history","id":"1","from":5}"#, "history", "from must be a string."),
            (#"{"type":"history","id":"1","to":"yesterday"}"#, "history", "to must be an RFC 3339 time."),
            (
                #"{"type":"history","id":"1","from":"1970-01-01T00:00:02Z","to":"1970-01-01T00:00:01Z"}"#, "history",
                "from must not be after to."
            ),
            (#"{"type":"history","id":"1","step_ms":0}"#, "history", "step_ms must be a whole number from 1 to 86400000."),
            (#"{"type":"refresh","id":"1"}"#, "refresh", "token must be a string that is not empty."),
        ])
    func refusesFields(_ json: String, _ type: String, _ message: String) {
        #expect(throws: FrameError(code: .badFrame, message: message, id: "1", type: type)) { try decodeDashboard(json) }
    }

    @Test("a type that is not served is unknown", arguments: ["subscribe", "unsubscribe", "silence", "message", "typing"])
    func unknownTypes(_ type: String) {
        #expect(
            throws: FrameError(code: .unknownType, message: "This socket does not serve this type.", id: nil, type: "other")
        ) { try decodeDashboard(#"{"type":"\#(type)"}"#) }
    }

    @Test("the same field twice is a bad frame")
    func duplicates() {
        #expect(
            throws: FrameError(code: .badFrame, message: "A field comes twice, before byte 38.", id: nil, type: "other")
        ) { try decodeDashboard(#"{"type":"pause","step_ms":1,"step_ms":2}"#) }
    }

    @Test("the label of every frame is in the closed set")
    func labels() {
        let frames: [DashboardClientFrame] = [
            .interval(milliseconds: 250), .pause, .resume, .history(from: nil, to: nil, stepMilliseconds: nil),
            .refresh(token: "t"), .ping,
        ]
        #expect(frames.map(\.type) + ["other"] == DashboardClientFrame.types)
    }
}
