import LanguageModels
import ServiceLifecycle

/// Keeps the connections to the model's endpoint until those who ask it have stopped.
struct ModelService: Service {
    /// nil where there is none.
    let endpoint: OpenAIModel?

    func run() async throws {
        try? await gracefulShutdown()
        await endpoint?.close()
    }
}
