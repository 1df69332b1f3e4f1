import Wire

/// What a user wants an agent to do.
public struct ExecutionDraft: Sendable, Equatable {
    /// The longest ``idempotencyKey``, in bytes.
    public static let keyLimit = 200

    /// The agent's name.
    public var agent: String
    /// What it is asked: one JSON text of at most ``ExecutionLimits/inputBytes``.
    public var input: String
    /// In any order; at most ``Wire/ExecutionLabel/limit`` with different names.
    public var labels: [ExecutionLabel]
    /// The owner's own name for this request, 1 to ``keyLimit`` bytes: what is asked twice under one key is made once. nil for none.
    public var idempotencyKey: String?

    /// A wish; without labels and key unless given.
    public init(agent: String, input: String, labels: [ExecutionLabel] = [], idempotencyKey: String? = nil) {
        self.agent = agent
        self.input = input
        self.labels = labels
        self.idempotencyKey = idempotencyKey
    }
}
