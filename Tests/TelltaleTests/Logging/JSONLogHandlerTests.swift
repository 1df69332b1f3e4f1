import Testing

@testable import telltale

/// Log entries as JSON.
struct JSONLogHandlerTests {
    @Test("an entry is one line, and metadata named like a member of every entry is told apart")
    func members() {
        let line = JSONLogHandler.line(
            unixMilliseconds: 0, level: "error", label: "telltale", message: "it \"broke\"",
            metadata: ["time": "t", "level": "l", "logger": "g", "message": "m", "other": "o"])
        let expected =
            #"{"time":"1970-01-01T00:00:00.000Z","level":"error","logger":"telltale","message":"it \"broke\"","#
            + #""metadata.level":"l","metadata.logger":"g","metadata.message":"m","other":"o","metadata.time":"t"}"# + "\n"
        #expect(String(decoding: line, as: UTF8.self) == expected)
    }
}
