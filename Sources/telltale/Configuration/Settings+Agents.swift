extension Settings {
    static let agentsFile = Setting<String?>(
        "agents-file", in: .agents, SettingKind<String>.path.optional(), default: nil,
        meaning: "YAML file that declares the agents: their names, who runs them, models, prompts, steps, tools and limits.",
        extremes: "health-report, which needs neither file nor model, is there in any case unless the file declares it otherwise."
    )
    static let agentConcurrency = Setting(
        "agent-concurrency", in: .agents, .integer(in: 0...1_000), default: 4,
        meaning: "Executions that the built-in runner works on at once; the others wait, each user's in turn.",
        extremes: "0 runs none here: agents without workers then wait for ever."
    )
    static let agentQueue = Setting(
        "agent-queue", in: .agents, .integer(in: 0...1_000_000), default: 10_000,
        meaning: "Executions of this server that wait to be run; further ones are refused with overloaded.",
        extremes: "0 is off."
    )
    static let executionsPerUser = Setting(
        "executions-per-user", in: .agents, .integer(in: 0...1_000_000), default: 1_000,
        meaning: "Executions of one user that are not over; further ones are refused with rate_limited.",
        extremes: "0 is off: one user can then fill the queue."
    )
    static let agentClaims = Setting(
        "agent-claims", in: .agents, .integer(in: 0...1_000_000), default: 10_000,
        meaning: "Claims of workers that wait for an execution; further ones are refused with overloaded.",
        extremes: "0 is off."
    )
    static let claimsPerUser = Setting(
        "claims-per-user", in: .agents, .integer(in: 0...1_000_000), default: 1_000,
        meaning: "Claims that wait with the tokens of one user; further ones are refused with rate_limited.",
        extremes: "0 is off: one user's workers can then keep all others from waiting."
    )
    static let agentsMessageBytes = Setting(
        "agents-message-bytes", in: .agents, SettingKind<Int>.bytes(in: 0...1 << 30), default: 1 << 20,
        meaning: "Largest message that an execution's socket takes; a larger one closes it with 1009.",
        extremes: "0 is off."
    )

    /// The rows of this section.
    static let agents: [SettingRow] = [
        agentsFile.row, agentConcurrency.row, agentQueue.row, executionsPerUser.row, agentClaims.row, claimsPerUser.row,
        agentsMessageBytes.row,
    ]
}
