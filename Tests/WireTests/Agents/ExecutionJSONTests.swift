import Testing
import Wire

@Suite("Agents: an execution as clients see it")
struct ExecutionJSONTests {
    private func json(_ execution: Execution) -> String {
        var writer = JSONWriter()
        execution.encode(into: &writer)
        return text(writer.bytes)
    }

    @Test("that waits leaves out what it does not have, and says null where an outcome will be")
    func waiting() {
        #expect(json(.waiting) == Execution.waitingJSON)
    }

    @Test("that completed has all that it has, with its texts as the JSON that they are")
    func completed() {
        #expect(json(.completed) == Execution.completedJSON)
    }

    @Test("that failed has its error and no output")
    func failed() {
        #expect(json(.failed) == Execution.failedJSON)
    }

    @Test("is one JSON value, whatever its texts and numbers are")
    func extremes() {
        var execution = Execution(
            id: "\u{0}\"\\", agent: "\u{2028}", userID: "\r\n", platform: "\u{1F}", model: "\u{10FFFF}", parent: "/", input: " [ ] ",
            labels: [ExecutionLabel(name: "\"", value: "\u{7F}")], createdAtMilliseconds: .min)
        execution.attempt = .max
        execution.progress = ExecutionProgress(percentage: .nan, message: "\u{8}\u{C}", step: .min, steps: .max)
        execution.error = ExecutionFailure(code: .internal, message: "\t")
        (execution.inputTokens, execution.outputTokens, execution.costUSD) = (.max, .max, .infinity)
        (execution.startedAtMilliseconds, execution.completedAtMilliseconds) = (.min, .max)
        let written = json(execution)
        #expect(check(written.utf8) == nil)
        #expect(
            written
                == #"{"id":"\u0000\"\\","agent":"\#u{2028}","user_id":"\r\n","platform":"\u001f","model":"\#u{10FFFF}","status":"pending","#
                + #""attempt":9223372036854775807,"parent":"/","progress":{"percentage":null,"message":"\b\f","#
                + #""step":-9223372036854775808,"steps":9223372036854775807},"input": [ ] ,"output":null,"#
                + #""error":{"code":"internal","message":"\t"},"tokens":{"input":9223372036854775807,"#
                + #""output":9223372036854775807,"total":9223372036854775807},"cost_usd":null,"labels":{"\"":"\#u{7F}"},"#
                + #""created_at":"0000-01-01T00:00:00.000Z","started_at":"0000-01-01T00:00:00.000Z","#
                + #""completed_at":"9999-12-31T23:59:59.999Z","duration_ms":9223372036854775807}"#)
    }

    @Test("that ended before it began, by the clock, took no time")
    func clockGoesBack() {
        var execution = Execution.completed
        for (started, completed, duration) in [(5, 4, 0), (Int64.max, .min, 0), (.min, .max, Int64.max), (4, 9, 5)]
            as [(Int64, Int64, Int64)]
        {
            execution.startedAtMilliseconds = started
            execution.completedAtMilliseconds = completed
            #expect(execution.durationMilliseconds == duration)
        }
        execution.startedAtMilliseconds = nil
        #expect(execution.durationMilliseconds == nil)
    }
}
