import Chat
import Wire

extension ChatError {
    /// Whether the store may well do later what it could not do now: not when the server is ending.
    var isPassing: Bool {
        switch code {
        case .overloaded, .storeUnavailable: closeCode != .goingAway
        default: false
        }
    }
}
