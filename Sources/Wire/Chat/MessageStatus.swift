/// Whether a message is all there.
public enum MessageStatus: String, Sendable, CaseIterable {
    /// It is.
    case complete
    /// Its generation failed; this is what came.
    case incomplete
}
