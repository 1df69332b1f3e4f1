/// Something that answers: a model behind an endpoint, or one that is built in.
///
/// All methods may be called from any thread, any number at a time.
public protocol LanguageModel: Sendable {
    /// Who runs it: the value of `gen_ai_provider_name`, from a small set.
    var provider: String { get }
    /// The model that answers when a request names none: the value of `gen_ai_request_model`.
    var name: String { get }

    /// Generates one answer.
    ///
    /// Cancelling the task ends the upstream request within 100 ms; the call then throws ``ModelError/Code/cancelled``.
    ///
    /// - Parameters:
    ///   - request: what is said so far and how to answer.
    ///   - receive: is given each piece of text as it comes, in order, never empty; called from one task at a time, and never
    ///     after the call has returned. It must not block: it is where the caller's backpressure would be.
    /// - Returns: how it ended. The whole text is what `receive` was given.
    /// - Throws: ``ModelError``; what `receive` was given until then stays valid.
    func generate(
        _ request: ModelRequest, receive: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelCompletion
}
