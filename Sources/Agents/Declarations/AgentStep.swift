/// One of the things that a model is asked, one after the other.
public struct AgentStep: Sendable, Equatable {
    /// What progress calls it.
    public var name: String
    /// What the model is told.
    public var prompt: String

    /// A step.
    ///
    /// - Parameter prompt: the name by default.
    public init(name: String, prompt: String? = nil) {
        self.name = name
        self.prompt = prompt ?? name
    }
}
