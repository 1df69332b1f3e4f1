import Wire

extension Execution {
    /// One that nobody has begun, and what it looks like on the wire.
    static let waiting = Execution(
        id: "e1", agent: "writer", userID: "u1", platform: "telltale", input: #"{"topic":"rain"}"#,
        createdAtMilliseconds: 1_709_210_096_789)
    static let waitingJSON =
        #"{"id":"e1","agent":"writer","user_id":"u1","platform":"telltale","status":"pending","attempt":1,"#
        + #""progress":{"percentage":0,"message":""},"input":{"topic":"rain"},"output":null,"error":null,"#
        + #""tokens":{"input":0,"output":0,"total":0},"cost_usd":0,"labels":{},"created_at":"2024-02-29T12:34:56.789Z"}"#

    /// One that has everything that an execution may have, but an error.
    static var completed: Execution {
        var execution = Execution(
            id: "e2", agent: "writer", userID: "ü\"1", platform: "worker", model: "m-1", parent: "e1", input: "null",
            labels: [ExecutionLabel(name: "env", value: "te\"st\n"), ExecutionLabel(name: "team", value: "")],
            createdAtMilliseconds: 1_709_210_096_789)
        execution.status = .completed
        execution.attempt = 2
        execution.progress = ExecutionProgress(percentage: 100, message: "done 😀", step: 3, steps: 3)
        execution.output = #"["a",{"b":1.5}]"#
        execution.inputTokens = 120
        execution.outputTokens = 34
        execution.costUSD = 0.0125
        execution.startedAtMilliseconds = 1_709_210_097_000
        execution.completedAtMilliseconds = 1_709_210_099_500
        return execution
    }
    static let completedJSON =
        #"{"id":"e2","agent":"writer","user_id":"ü\"1","platform":"worker","model":"m-1","status":"completed","attempt":2,"#
        + #""parent":"e1","progress":{"percentage":100,"message":"done 😀","step":3,"steps":3},"input":null,"#
        + #""output":["a",{"b":1.5}],"error":null,"tokens":{"input":120,"output":34,"total":154},"cost_usd":0.0125,"#
        + #""labels":{"env":"te\"st\n","team":""},"created_at":"2024-02-29T12:34:56.789Z","#
        + #""started_at":"2024-02-29T12:34:57.000Z","completed_at":"2024-02-29T12:34:59.500Z","duration_ms":2500}"#

    /// One that failed in its first attempt.
    static var failed: Execution {
        var execution = waiting
        execution.status = .failed
        execution.progress = ExecutionProgress(percentage: 12.5, message: "reading", step: 1)
        execution.error = ExecutionFailure(code: .modelError, message: "the model said \"no\"")
        execution.startedAtMilliseconds = 1_709_210_097_000
        execution.completedAtMilliseconds = 1_709_210_097_000
        return execution
    }
    static let failedJSON =
        #"{"id":"e1","agent":"writer","user_id":"u1","platform":"telltale","status":"failed","attempt":1,"#
        + #""progress":{"percentage":12.5,"message":"reading","step":1},"input":{"topic":"rain"},"output":null,"#
        + #""error":{"code":"model_error","message":"the model said \"no\""},"tokens":{"input":0,"output":0,"total":0},"#
        + #""cost_usd":0,"labels":{},"created_at":"2024-02-29T12:34:56.789Z","started_at":"2024-02-29T12:34:57.000Z","#
        + #""completed_at":"2024-02-29T12:34:57.000Z","duration_ms":0}"#
}
