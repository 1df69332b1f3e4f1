import ArgumentParser

/// The flags of the section Agents. Values are texts here: the table of settings reads them.
struct AgentOptions: ParsableArguments, SettingFlags {
    @Option(help: Settings.agentsFile.row.help) var agentsFile: String?
    @Option(help: Settings.agentConcurrency.row.help) var agentConcurrency: String?
    @Option(help: Settings.agentQueue.row.help) var agentQueue: String?
    @Option(help: Settings.executionsPerUser.row.help) var executionsPerUser: String?
    @Option(help: Settings.agentClaims.row.help) var agentClaims: String?
    @Option(help: Settings.claimsPerUser.row.help) var claimsPerUser: String?
    @Option(help: Settings.agentsMessageBytes.row.help) var agentsMessageBytes: String?

    var flags: [(SettingRow, String?)] {
        [
            (Settings.agentsFile.row, agentsFile), (Settings.agentConcurrency.row, agentConcurrency),
            (Settings.agentQueue.row, agentQueue), (Settings.executionsPerUser.row, executionsPerUser),
            (Settings.agentClaims.row, agentClaims), (Settings.claimsPerUser.row, claimsPerUser),
            (Settings.agentsMessageBytes.row, agentsMessageBytes),
        ]
    }
}
