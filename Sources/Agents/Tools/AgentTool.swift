import LanguageModels

/// Something that an agent may do while it runs.
///
/// `Agents` owns this protocol; what needs the network, the store or the history is implemented where those are known.
/// All methods may be called from any thread, any number at a time.
public protocol AgentTool: Sendable {
    /// What the model is told: the name, when to use it, its parameters.
    var definition: ModelTool { get }

    /// Does it.
    ///
    /// Cancelling the task ends it soon; what it returns then is not used.
    ///
    /// - Parameters:
    ///   - arguments: what the model wrote, meant to be one JSON object: checked here.
    ///   - context: for whom it is done.
    /// - Returns: what the model is told, at most ``ToolContext/resultLimit`` bytes.
    /// - Throws: ``ToolError``, which the model is told, too.
    func call(_ arguments: String, _ context: ToolContext) async throws(ToolError) -> String
}
