import Wire

extension AgentError {
    /// What a failure of the store means to a client. The store's own text is for the log.
    init(_ error: ExecutionStoreError) {
        switch error {
        case .overloaded: self.init(.overloaded, "too many writes are waiting; try again later", retryAfterMilliseconds: 1_000)
        case .unavailable: self.init(.storeUnavailable, "the store is unavailable; try again later", retryAfterMilliseconds: 1_000)
        case .closed:
            self.init(.storeUnavailable, "the server is shutting down", retryAfterMilliseconds: 1_000)
            isEnding = true
        }
    }

    /// What an outcome other than those of success means to a client.
    init(_ outcome: ExecutionOutcome) {
        switch outcome {
        case .noExecution: self = .notFound
        case .refused(let refusal, _): self.init(refusal)
        case .created, .repeated, .changed, .deleted: self.init(.internal, "internal error")
        }
    }

    private init(_ refusal: ExecutionRefusal) {
        switch refusal {
        case .impossible(let status): self.init(.conflict, "the execution is \(status.rawValue)")
        case .staleHold: self.init(.conflict, "the lease is not, or no longer, the one that holds this execution")
        case .wrongSequence(let expected):
            self.init(.conflict, "events are missing: the next one has the sequence \(expected)", expectedSequence: expected)
        case .tooManyEvents: self.init(.tooLarge, "the execution has \(ExecutionLimits.events) events already")
        case .tooMuchOutput: self.init(.tooLarge, "the output would have more than \(ExecutionLimits.outputBytes) bytes")
        case .notOver(let status): self.init(.conflict, "the execution is \(status.rawValue): only one that is over can be deleted")
        }
    }
}
