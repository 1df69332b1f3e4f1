import Agents
import Wire

extension OpenAPIDocument {
    static let agentSchemas: [(name: String, schema: Schema)] = [
        ("AgentList", agents), ("Execution", execution), ("ExecutionPage", page), ("Failure", failure), ("Tokens", tokens),
        ("Progress", progress), ("ExecutionDraft", draft), ("CancelRequest", cancel), ("RetryRequest", retry),
    ]

    static let executionStatuses = ExecutionStatus.allCases.map(\.rawValue)

    private static let agents = Schema.object(
        nil,
        [
            .required(
                "agents",
                .array(
                    .object(
                        "An agent that can be asked for.",
                        [
                            .required("name", identifier("What it is asked for by.")),
                            .required("description", .string("What it does; may be empty.")),
                            .required("runner", .words(AgentRunnerKind.allCases.map(\.rawValue), "The server itself, or workers.")),
                            .required("platform", .string("What its executions say as their platform.")),
                            .optional("model", .string("The model that it asks; absent for the server's own.")),
                            .required("operators", .boolean("Whether it is only for those with the scope `dashboard`.")),
                        ]))
            )
        ])

    private static let execution = Schema.object(
        "An execution as it is now.",
        [
            .required("id", identifier("Its id.")),
            .required("agent", identifier("Who does it.")),
            .required("user_id", .string("Whose it is.")),
            .required("platform", .string("What runs it.")),
            .optional("model", .string("The model that is asked.")),
            .required("status", .words(executionStatuses)),
            .required("attempt", .integer("1, and one more each time it was begun again.", 1...Int64(ExecutionLimits.attempts) + 1)),
            .optional("parent", .string("The id of the execution that it retries.")),
            .required("progress", .named("Progress")),
            .required("input", .any("What it was asked.")),
            .required("output", .any("What came of it; null while nothing did.")),
            .required("error", .anyOf([.named("Failure"), .null], "Why it failed.")),
            .required("tokens", .named("Tokens")),
            .required("cost_usd", .number("What it cost so far.")),
            .required("labels", .map(of: .string(), "As its owner gave them.")),
            .required("created_at", time("When it was made.")),
            .optional("started_at", time("When its last attempt began.")),
            .optional("completed_at", time("When it was over.")),
            .optional("duration_ms", .integer("From the start to the end.", 0...Int64.max)),
        ])

    private static let page = Schema.object(
        nil,
        [
            .required("executions", .array(.named("Execution"), "The latest made first.", atMost: 100)),
            .optional("next_cursor", .string("Where the list goes on; absent at its end.")),
        ])

    private static let failure = Schema.object(
        "Why an execution failed.",
        [.required("code", .words(ErrorCode.allCases.map(\.rawValue))), .required("message", .string("For people."))])

    private static let tokens = Schema.object(
        "What models read and wrote.",
        [
            .required("input", .integer(nil, 0...Int64.max)), .required("output", .integer(nil, 0...Int64.max)),
            .required("total", .integer(nil, 0...Int64.max)),
        ])

    private static let progress = Schema.object(
        "How far it has come.",
        [
            .required("percentage", .number(nil, atMost: 100)), .required("message", .string("What it does now; may be empty.")),
            .optional("step", .integer("From 1 on.", 1...Int64(ExecutionLimits.steps))),
            .optional("steps", .integer("How many there are.", 1...Int64(ExecutionLimits.steps))),
        ])

    private static let draft = Schema.object(
        "What an agent is to do.",
        [
            .required("agent", identifier("Its name.")),
            .optional("input", .any("What it is asked, any JSON; null when absent. At most \(ExecutionLimits.inputBytes) bytes.")),
            .optional(
                "labels",
                .anyOf([
                    .map(
                        of: .string("At most \(ExecutionLabel.valueLimit) bytes.", length: 0...ExecutionLabel.valueLimit, pattern: plain),
                        names: identifier("Its name."), atMost: ExecutionLabel.limit),
                    .null,
                ])),
            .optional("idempotency_key", key),
        ])

    private static let cancel = Schema.object(
        nil,
        [
            .optional(
                "reason",
                .anyOf([.string("For its other watchers; in bytes.", length: 0...AgentClientFrame.reasonLimit), .null]))
        ])

    private static let retry = Schema.object(nil, [.optional("idempotency_key", key)])

    private static let key = Schema.anyOf([
        .string("Bytes without control characters.", length: 1...ExecutionDraft.keyLimit, pattern: plain), .null,
    ])
}
