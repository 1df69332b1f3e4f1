import HTTPTypes

extension OpenAPIDocument {
    static let workerOperations = [
        APIOperation(
            method: .post, path: "/api/agents/claims", id: "claimExecution", topic: .workers, summary: "Claim an execution to run",
            text: """
                The one that waits longest, its owner in turn, of an agent that the token's claim `agents` names. The worker has it until \
                its lease runs out, which each report renews.
                """,
            access: .scope("agents:write"), body: [.json(.named("ClaimRequest"), example: ["worker": "kitchen-1", "wait_ms": 0])],
            answers: [
                .ok("An execution, running from now on.", .named("Claim"), example: claimExample),
                APIAnswer(status: 204, text: "None waits."), .badRequest, .unauthorized,
                .error(.forbidden, "The token lacks the scope, or does not name the agent."), .tooLarge, .notJSON,
                .tooMany("Too many claims wait with the user's tokens."), .unavailable,
            ]),
        APIOperation(
            method: .post, path: "/api/agents/executions/{id}/events", id: "reportOnExecution", topic: .workers,
            summary: "Report on an execution",
            text: """
                All of a batch is stored or nothing. Events that were stored before are passed over, so that a batch may be sent again. \
                No events are a heartbeat. The answer says how the execution stands: on `cancelled` the worker stops.
                """,
            access: .scope("agents:write"), parameters: [executionID],
            body: [.json(.named("WorkerReport"), example: reportExample)],
            answers: [
                .ok("It is stored.", .named("WorkerReceipt"), example: receiptExample), .badRequest, .unauthorized,
                .error(.forbidden, "The token lacks the scope, or does not name the agent."), .notFound,
                .error(.conflict, "The lease is not the execution's, or events are missing: `expected_sequence` says which is next."),
                .error(.contentTooLarge, "The body is too large, or the execution has too many events or too much output."), .notJSON,
                .unavailable,
            ]),
    ]

    private static let leaseExampleID = "01KDR0QH2B6C8D0E2F4G6H8J0K"

    private static let claimExample: JSONValue = .object([
        "execution": executionExample, "lease_id": .string(leaseExampleID), "lease_ms": 30_000,
        "lease_expires_at": "2026-01-05T09:30:30.010Z", "next_sequence": 1,
    ])

    private static let reportExample: JSONValue = .object([
        "lease_id": .string(leaseExampleID),
        "events": [
            ["sequence": 1, "type": "progress", "percentage": 40, "message": "counting", "step": 1, "steps": 3],
            ["sequence": 2, "type": "output", "delta": "Three"],
            ["sequence": 3, "type": "usage", "input_tokens": 12, "output_tokens": 2],
            ["sequence": 4, "type": "complete", "output": "Three."],
        ],
    ])

    private static let receiptExample: JSONValue = ["status": "completed", "accepted": 4, "next_sequence": 5]
}
