import Agents
import Wire

extension OpenAPIDocument {
    static let eventSchemas: [(name: String, schema: Schema)] = [("ExecutionEvents", events), ("ExecutionEvent", event)]

    private static let events = Schema.object(
        nil,
        [
            .required("events", .array(.named("ExecutionEvent"), "By their `seq`.", atMost: AgentService.replayEvents)),
            .required("last_seq", .integer("Of the last event that there is.", 1...Int64.max)),
            .required("has_more", .boolean("Whether there are events after these.")),
        ])

    private static let event = Schema.anyOf(
        [
            event("execution_update", [.required("status", .words(executionStatuses)), .required("data", update)]),
            event(
                "progress",
                [
                    .required("percentage", .number(nil, atMost: 100)), .required("message", .string("What it does now; may be empty.")),
                    .optional("step", .integer("From 1 on.", 1...Int64(ExecutionLimits.steps))),
                    .optional("steps", .integer("How many there are.", 1...Int64(ExecutionLimits.steps))),
                ]),
            event(
                "execution_output",
                [
                    .required("index", .integer("Counts the pieces of the attempt.", 0...Int64.max)),
                    .required("delta", .string("A piece of the output.")),
                ]),
            event("execution_complete", [.required("result", .any("What came of it.")), .required("execution", .named("Execution"))]),
            event("execution_error", [.required("error", .named("Failure")), .required("execution", .named("Execution"))]),
        ], "What happened, as the WebSocket of the execution tells it.")

    private static let update = Schema.object(
        nil,
        [
            .required("attempt", .integer("1, and one more each time it was begun again.", 1...Int64(ExecutionLimits.attempts) + 1)),
            .optional("worker", .string("Who runs it; absent for the server itself.")),
            .optional("reason", .string("Why it was begun again, or cancelled.")),
            .required("at", time("When.")),
        ])

    private static func event(_ type: String, _ members: [Schema.Property]) -> Schema {
        .object(
            nil,
            [
                .required("type", .always(.string(type))), .required("execution_id", identifier("Whose it is.")),
                .required("seq", .integer("Its place, from 1 on.", 1...Int64.max)),
            ] + members)
    }
}
