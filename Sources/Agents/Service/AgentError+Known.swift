import Wire

/// What is refused in more than one place.
extension AgentError {
    /// No such execution.
    static let notFound = AgentError(.notFound, "no such execution")
    /// It is somebody else's.
    static let forbidden = AgentError(.forbidden, "it is not your execution")
    /// The server has enough to do.
    static let queueFull = AgentError(.overloaded, "too many executions are waiting; try again later", retryAfterMilliseconds: 1_000)
    /// Too many workers wait.
    static let tooManyClaims = AgentError(.overloaded, "too many workers are waiting; try again later", retryAfterMilliseconds: 1_000)

    /// Who waits for something to run is sent away: nothing is begun any more.
    static let ending = AgentError(.overloaded, "the server is shutting down", retryAfterMilliseconds: 1_000)

    /// The user has enough workers that wait.
    static func tooManyClaims(of limit: Int) -> AgentError {
        AgentError(.rateLimited, "\(limit) of your workers are waiting already; try again later", retryAfterMilliseconds: 1_000)
    }

    /// The user has enough to wait for.
    static func tooManyOpen(_ limit: Int) -> AgentError {
        AgentError(
            .rateLimited, "you have \(limit) executions that are not over; wait for one, or cancel one", retryAfterMilliseconds: 1_000)
    }

    /// A field or parameter does not say what it must.
    static func malformed(_ message: String) -> AgentError {
        AgentError(.badFrame, message)
    }

    /// It has more bytes than it may.
    static func tooLarge(_ what: String, _ limit: Int) -> AgentError {
        AgentError(.tooLarge, "\(what) must have at most \(limit) bytes")
    }
}
