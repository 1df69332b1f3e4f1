import Agents
import HTTPTypes

extension OpenAPIDocument {
    /// The path's part that names an execution.
    static let executionID = APIParameter.path(
        "id", "The execution.", identifier("1 to 80 characters."), example: .string(executionExampleID))
    private static let executionExampleID = "01KDR0QG5V0E7YJ2M4S6A8C9D1"

    static let executionOperations = [
        APIOperation(
            method: .get, path: "/api/agents", id: "listAgents", topic: .agents, summary: "See which agents there are",
            access: .scope("agents"),
            answers: [
                .ok("All of them.", .named("AgentList"), example: ["agents": [agentExample]]), .badRequest, .unauthorized, .lacksScope,
                .unavailable,
            ]),
        APIOperation(
            method: .post, path: "/api/agents/executions", id: "createExecution", topic: .agents, summary: "Ask an agent to do something",
            text: """
                It waits for its runner; what happens to it comes over its WebSocket. With a key, in `Idempotency-Key` or in the body, \
                the same request may be sent again: it makes one execution.
                """,
            access: .scope("agents"), parameters: [idempotencyKey], body: [.json(.named("ExecutionDraft"), example: draftExample)],
            answers: [
                created("It was made."), repeated, .badRequest, .unauthorized,
                .error(.forbidden, "The token lacks the scope, or the agent is for operators."),
                .error(.contentTooLarge, "The body, or the input in it, is too large."), .notJSON, tooManyOpen, .unavailable,
            ]),
        APIOperation(
            method: .get, path: "/api/agents/executions", id: "listExecutions", topic: .agents, summary: "List one's executions",
            text: "The latest made first; with scope `admin` all that there are.", access: .scope("agents"), parameters: filters,
            answers: [
                .ok("A page of them.", .named("ExecutionPage"), example: ["executions": [executionExample]]), .badRequest, .unauthorized,
                .error(.forbidden, "The token lacks the scope, or the user may not list another's."), .unavailable,
            ]),
        APIOperation(
            method: .get, path: "/api/agents/executions/{id}", id: "getExecution", topic: .agents, summary: "Read an execution",
            access: .scope("agents"), parameters: [executionID],
            answers: [
                .ok("The execution as it is now.", .named("Execution"), example: executionExample), .badRequest, .unauthorized, .forbidden,
                .notFound, .unavailable,
            ]),
        APIOperation(
            method: .delete, path: "/api/agents/executions/{id}", id: "deleteExecution", topic: .agents, summary: "Delete an execution",
            text: "One that is over. Closes its sockets with 4404.", access: .scope("agents"), parameters: [executionID],
            answers: [
                APIAnswer(status: 204, text: "It is gone."), .badRequest, .unauthorized, .forbidden, .notFound,
                .error(.conflict, "It is not over."), .tooMuch, .unavailable,
            ]),
        events, output,
        APIOperation(
            method: .post, path: "/api/agents/executions/{id}/cancel", id: "cancelExecution", topic: .agents,
            summary: "Cancel an execution",
            text: "One that is over stays as it is.", access: .scope("agents"), parameters: [executionID],
            body: [.json(.named("CancelRequest"), example: ["reason": "not needed any more"])], isBodyRequired: false,
            answers: [
                .ok("The execution as it is now.", .named("Execution"), example: executionExample), .badRequest, .unauthorized, .forbidden,
                .notFound, .tooLarge, .notJSON, .tooMuch, .unavailable,
            ]),
        APIOperation(
            method: .post, path: "/api/agents/executions/{id}/retry", id: "retryExecution", topic: .agents, summary: "Do it again",
            text: "A new execution with the same input, of one that is over.", access: .scope("agents"),
            parameters: [executionID, idempotencyKey], body: [.json(.named("RetryRequest"), example: ["idempotency_key": "again-1"])],
            isBodyRequired: false,
            answers: [
                created("The new one was made."), repeated, .badRequest, .unauthorized, .forbidden, .notFound,
                .error(.conflict, "It is not over."), .tooLarge, .notJSON, tooManyOpen, .unavailable,
            ]),
    ]

    private static let events = APIOperation(
        method: .get, path: "/api/agents/executions/{id}/events", id: "listExecutionEvents", topic: .agents,
        summary: "Read what happened to an execution",
        text: """
            Its events as its WebSocket tells them, however far back, also of one that is over: its streamed output is in \
            `execution_output`. A page holds 256 KiB at most; the next one is after its last `seq`.
            """,
        access: .scope("agents"),
        parameters: [
            executionID, .query("after", "Only events after this `seq`.", .integer(nil, 0...Int64.max, usually: 0)),
            .query(
                "limit", "How many at most.",
                .integer(nil, 1...Int64(AgentService.replayEvents), usually: Int64(ExecutionRoutes.eventsUsually))),
        ],
        answers: [
            .ok("A page of them.", .named("ExecutionEvents"), example: eventsExample), .badRequest, .unauthorized, .forbidden, .notFound,
            .unavailable,
        ])

    private static let output = APIOperation(
        method: .get, path: "/api/agents/executions/{id}/output", id: "getExecutionOutput", topic: .agents,
        summary: "Read what came of an execution",
        text: "A text as `text/plain`, anything else as JSON, unless `format` or `Accept` asks for the other.", access: .scope("agents"),
        parameters: [executionID, .query("format", "Wins over `Accept`.", .words(OutputAnswer.Form.allCases.map(\.rawValue)))],
        answers: [
            APIAnswer(
                status: 200, text: "The output.",
                contents: [
                    APIContent(type: "text/plain", schema: .string("The text, or the JSON as it stands.")),
                    .json(.any("The output.")),
                ],
                headers: [("Vary", "`Accept`"), ("X-Content-Type-Options", "`nosniff`")]),
            .badRequest, .unauthorized, .forbidden, .error(.notFound, "There is no such execution, or nothing came of it."),
            .error(.conflict, "It is not over."), .unavailable,
        ])

    private static let idempotencyKey = APIParameter(
        name: "Idempotency-Key", place: .header, text: "One's own name for this request; instead of the body's member.",
        schema: .string(length: 1...ExecutionDraft.keyLimit, pattern: "^[!#-~]+$"))

    private static let tooManyOpen = APIAnswer.tooMany("Too many of one's executions are not over, or the user does too much.")

    private static func created(_ text: String) -> APIAnswer {
        APIAnswer(
            status: 201, text: text, contents: [.json(.named("Execution"), example: executionExample)],
            headers: [("Location", "Where it is.")])
    }

    private static let repeated = APIAnswer(
        status: 200, text: "It was made before, under the same key.", contents: [.json(.named("Execution"))],
        headers: [("Location", "Where it is.")])

    private static let filters: [APIParameter] = [
        .query("status", "Only those that stand like this.", .words(executionStatuses)),
        .query("agent", "Only this agent's.", name), .query("platform", "Only those of this platform.", name),
        .query("model", "Only those of this model.", name),
        .query("user", "Only this user's, for scope `admin`; everybody may name themself.", name),
        .query("from", "Made at this time or later.", time("RFC 3339.")), .query("to", "Made before this time.", time("RFC 3339.")),
        .query("cursor", "`next_cursor` of the page before.", .string(pattern: "^[0-9a-z]{1,12}\\.[A-Za-z0-9_.-]{1,80}$")),
        limit(usually: 50),
    ]

    private static let name = Schema.string("At most 255 bytes.", length: 1...255, pattern: plain)

    private static let draftExample: JSONValue = [
        "agent": "researcher", "input": ["question": "How many figs?"], "labels": ["team": "kitchen"], "idempotency_key": "figs-1",
    ]

    private static let agentExample: JSONValue = [
        "name": "researcher", "description": "Answers with numbers.", "runner": "builtin", "platform": "telltale", "operators": false,
    ]

    private static let eventsExample: JSONValue = .object([
        "events": [
            .object([
                "type": "execution_output", "execution_id": .string(executionExampleID), "seq": 3, "index": 0, "delta": "Three.",
            ])
        ],
        "last_seq": 4, "has_more": true,
    ])

    static let executionExample: JSONValue = .object([
        "id": .string(executionExampleID), "agent": "researcher", "user_id": "ada", "platform": "telltale", "status": "completed",
        "attempt": 1, "progress": ["percentage": 100, "message": "done"], "input": ["question": "How many figs?"], "output": "Three.",
        "error": .null, "tokens": ["input": 12, "output": 2, "total": 14], "cost_usd": 0, "labels": ["team": "kitchen"],
        "created_at": "2026-01-05T09:30:00.000Z", "started_at": "2026-01-05T09:30:00.010Z", "completed_at": "2026-01-05T09:30:02.010Z",
        "duration_ms": 2000,
    ])
}
