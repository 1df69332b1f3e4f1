import Chat
import ServiceLifecycle

/// Lets the assistant answer until the server stops, then keeps what came of each answer, while its readers are still there.
struct AnswersService: Service {
    let chat: ChatService

    func run() async throws {
        try? await gracefulShutdown()
        await chat.stopAnswers()
    }
}
