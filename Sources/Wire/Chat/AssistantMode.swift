/// When a conversation's assistant answers.
public enum AssistantMode: String, Sendable, CaseIterable {
    /// Every message.
    case always
    /// Messages that mention `@assistant`.
    case mention
    /// None.
    case never
}
