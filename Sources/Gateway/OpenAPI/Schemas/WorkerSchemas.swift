import Agents
import Wire

extension OpenAPIDocument {
    static let workerSchemas: [(name: String, schema: Schema)] = [
        ("ClaimRequest", request), ("Claim", claim), ("WorkerReport", report), ("WorkerEvent", event), ("WorkerReceipt", receipt),
    ]

    private static let request = Schema.object(
        "Who asks for what.",
        [
            .required(
                "worker",
                .string("The worker's own name, which watchers see; in bytes.", length: 1...ClaimRequest.workerLimit, pattern: plain)),
            .optional(
                "agents",
                .anyOf([.array(identifier("An agent."), nil, atLeast: 1, atMost: ClaimRequest.agentLimit), .null], "All when absent.")),
            .optional(
                "wait_ms", .integer("How long to wait when none is there.", 0...Int64(ClaimRequest.waitLimit), usually: 0)),
        ])

    private static let claim = Schema.object(
        nil,
        [
            .required("execution", .named("Execution")), .required("lease_id", .string("To be shown with each report.")),
            .required("lease_ms", .integer("How long a lease holds after each report.", 1...Int64.max)),
            .required("lease_expires_at", time("When it runs out unless it is renewed.")),
            .required("next_sequence", .always(1, "The number of the first event.")),
        ])

    private static let report = Schema.object(
        nil,
        [
            .required("lease_id", .string("As the claim said.", length: 1...80, pattern: plain)),
            .required(
                "events",
                .array(
                    .named("WorkerEvent"), "Each one's `sequence` is one more than that of the one before.",
                    atMost: WorkerReport.commandLimit)),
        ])

    private static let event = Schema.anyOf([
        event(
            "progress",
            [
                .required("percentage", .number("Less than before counts as before.", atMost: 100)),
                .optional("message", .string("In bytes.", length: 0...ExecutionLimits.messageBytes)),
                .optional("step", .integer("At most `steps`.", 1...Int64(ExecutionLimits.steps))),
                .optional("steps", .integer(nil, 1...Int64(ExecutionLimits.steps))),
            ]),
        event("output", [.required("delta", .string("A piece of output; in bytes.", length: 1...ExecutionLimits.deltaBytes))]),
        event(
            "usage",
            [
                .optional("input_tokens", .integer(nil, 0...Int64(ExecutionLimits.tokens), usually: 0)),
                .optional("output_tokens", .integer(nil, 0...Int64(ExecutionLimits.tokens), usually: 0)),
                .optional("cost_usd", .number("Added to what it cost so far.", atMost: Int64(ExecutionLimits.costUSD))),
            ]),
        event("complete", [.optional("output", .any("Any JSON of at most \(ExecutionLimits.resultBytes) bytes."))]),
        event(
            "error",
            [
                .required(
                    "error",
                    .object(
                        nil,
                        [
                            .optional("code", .words(WorkerReport.failureCodes.map(\.rawValue), "`internal` when absent.")),
                            .optional("message", .string("In bytes.", length: 0...ExecutionLimits.messageBytes)),
                        ]))
            ]),
    ])

    private static func event(_ type: String, _ members: [Schema.Property]) -> Schema {
        .object(
            nil,
            [
                .required("sequence", .integer("From 1 on.", WorkerReport.sequences)), .required("type", .always(.string(type))),
            ] + members)
    }

    private static let receipt = Schema.object(
        nil,
        [
            .required("status", .words(executionStatuses, "How the execution stands.")),
            .required("accepted", .integer("How many of the events are stored, now or before.", 0...Int64(WorkerReport.commandLimit))),
            .required("next_sequence", .integer("The number that the next event has to have.", 1...Int64.max)),
            .optional("lease_expires_at", time("Until when the lease holds; absent when the execution is over.")),
        ])
}
