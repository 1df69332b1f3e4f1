import ArgumentParser

/// All flags of `serve` that are settings, by section.
struct ServeOptions: ParsableArguments, SettingFlags {
    @OptionGroup(title: SettingSection.server.rawValue) var server: ServerOptions
    @OptionGroup(title: SettingSection.access.rawValue) var access: AccessOptions
    @OptionGroup(title: SettingSection.tokens.rawValue) var tokens: TokenOptions
    @OptionGroup(title: SettingSection.metrics.rawValue) var metrics: MetricsOptions
    @OptionGroup(title: SettingSection.assistant.rawValue) var assistant: AssistantOptions
    @OptionGroup(title: SettingSection.agents.rawValue) var agents: AgentOptions
    @OptionGroup(title: SettingSection.uploads.rawValue) var uploads: UploadOptions
    @OptionGroup(title: SettingSection.limits.rawValue) var limits: LimitOptions
    @OptionGroup(title: SettingSection.times.rawValue) var times: TimeOptions

    var flags: [(SettingRow, String?)] {
        server.flags + access.flags + tokens.flags + metrics.flags + assistant.flags + agents.flags + uploads.flags + limits.flags
            + times.flags
    }
}
