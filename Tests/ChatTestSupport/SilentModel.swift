import LanguageModels

/// A model that says nothing.
public struct SilentModel: LanguageModel {
    /// Makes the model.
    public init() {}

    public var provider: String { "none" }
    public var name: String { "silent" }

    public func generate(
        _ request: ModelRequest, receive: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelCompletion {
        ModelCompletion(finishReason: "stop", model: name)
    }
}
