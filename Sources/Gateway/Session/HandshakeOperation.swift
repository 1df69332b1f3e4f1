import Wire

/// The operation `handshake` of one socket: it ends once, with whatever comes first. Not thread-safe: part of a session.
struct HandshakeOperation {
    private var hasEnded = false

    /// The socket was let in.
    mutating func opened() -> OperationOutcome? {
        end(.ok)
    }

    /// The socket is closed by us with this code, before it was let in.
    mutating func refused(_ code: CloseCode) -> OperationOutcome? {
        switch code {
        // The server ends: nobody failed.
        case .goingAway: end(nil)
        case .internalError, .overloaded: end(.serverError)
        default: end(.clientError)
        }
    }

    /// The socket has ended: if that was before it was let in, and the client's doing, it did not wait.
    ///
    /// - Parameter code: what we closed it with; nil when the client began.
    mutating func closed(by code: CloseCode?) -> OperationOutcome? {
        guard let code else { return end(.clientError) }
        return refused(code)
    }

    /// What is to be counted; nil when nothing is.
    private mutating func end(_ outcome: OperationOutcome?) -> OperationOutcome? {
        guard !hasEnded else { return nil }
        hasEnded = true
        return outcome
    }
}
