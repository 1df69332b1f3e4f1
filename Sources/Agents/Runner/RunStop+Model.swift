import LanguageModels
import Wire

extension RunStop {
    /// What a model's failure means for the execution that asked it.
    init(_ error: ModelError) {
        switch error.code {
        case .cancelled: self = .ended
        case .timeout: self = .failed(.timeout, error.message)
        case .unreachable, .rateLimited, .upstream, .refused, .malformed, .truncated, .tooLarge:
            self = .failed(.modelError, error.message)
        }
    }
}
