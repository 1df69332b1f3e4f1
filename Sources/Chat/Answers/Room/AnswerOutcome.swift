import LanguageModels
import Wire

/// What became of an answer.
enum AnswerOutcome: Sendable {
    /// The model said all it had to say.
    case completed(ModelCompletion)
    /// The text has reached the limit.
    case full
    /// A participant stopped it; nil is a frame without an `id`.
    case stopped(by: AnswerEnd.StopRequest?)
    /// It failed; the text is for clients.
    case failed(ErrorCode, String)

    /// The server shuts down, or was killed.
    static let interrupted = AnswerOutcome.failed(.interrupted, "the server stopped before the answer was complete")

    /// What a model's failure means to clients. Its detail is for the log.
    init(_ error: ModelError) {
        switch error.code {
        case .timeout: self = .failed(.timeout, error.message)
        case .cancelled: self = .interrupted
        case .unreachable, .rateLimited, .upstream, .refused, .malformed, .truncated, .tooLarge:
            self = .failed(.modelError, error.message)
        }
    }

    /// Why it failed; nil when it did not.
    var error: ErrorCode? {
        guard case .failed(let code, _) = self else { return nil }
        return code
    }
}
