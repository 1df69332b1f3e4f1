import Agents
import Wire

extension AgentError {
    /// What a socket is closed with that cannot go on for this reason.
    var closeCode: CloseCode {
        if isEnding { return .goingAway }
        return switch code {
        case .badFrame: .badRequest
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .overloaded: .overloaded
        default: .internalError
        }
    }

    /// Whether the store may well do later what it could not do now.
    var isPassing: Bool {
        switch code {
        case .overloaded, .storeUnavailable: !isEnding
        default: false
        }
    }
}
