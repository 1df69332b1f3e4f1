import Essentials
import Wire

extension AgentService {
    /// Makes an execution, which waits until somebody runs it.
    ///
    /// - Returns: the execution; with a key that its owner used before the one that was made then, whatever else is asked now, and
    ///   however many are open.
    /// - Throws: ``AgentError`` `bad_frame` for a malformed draft or an unknown agent, `too_large`, `forbidden` for an agent that is
    ///   for operators, `rate_limited` when the user has too many open, `overloaded` when too many wait, or what the store suffers.
    public func create(_ draft: ExecutionDraft, by user: AgentUser) async throws(AgentError) -> CreatedExecution {
        try await create(draft, parent: nil, by: user)
    }

    /// Makes a new execution of what one that is over was asked; the user's own, whoever owned that.
    ///
    /// - Throws: ``AgentError`` `not_found`, `forbidden`, `conflict` while it is not over, and what ``create(_:by:)`` throws.
    public func retry(_ id: String, idempotencyKey: String?, by user: AgentUser) async throws(AgentError) -> CreatedExecution {
        let execution = try await accessible(id, to: user).execution
        guard execution.status.isFinal else {
            throw AgentError(.conflict, "the execution is \(execution.status.rawValue): only one that is over can be retried")
        }
        let draft = ExecutionDraft(
            agent: execution.agent, input: execution.input, labels: execution.labels, idempotencyKey: idempotencyKey)
        return try await create(draft, parent: id, by: user)
    }

    private func create(
        _ draft: ExecutionDraft, parent: String?, by user: AgentUser
    ) async throws(AgentError) -> CreatedExecution {
        let record = ExecutionRecord(try execution(draft, parent: parent, by: user), isForOperator: user.isOperator || user.isAdmin)
        let owner = ExactText(user.id)
        let refusal = desk.withState { desk in
            desk.open.reserve(owner, queueLimit: configuration.queueLimit, ownerLimit: configuration.executionsPerUser)
        }
        if let refusal { return try await repeated(draft, by: user, orElse: refusal) }
        let outcome: ExecutionOutcome
        do {
            outcome = try await commit(.create(record, idempotencyKey: draft.idempotencyKey))
        } catch {
            desk.withState { $0.open.release(owner) }
            guard error.code == .overloaded else { throw error }
            return try await repeated(draft, by: user, orElse: error)
        }
        switch outcome {
        case .created(let record): return CreatedExecution(execution: record.execution, isNew: true)
        case .repeated(let record):
            desk.withState { $0.open.release(owner) }
            return CreatedExecution(execution: record.execution, isNew: false)
        default:
            desk.withState { $0.open.release(owner) }
            throw AgentError(outcome)
        }
    }

    /// What the draft's key made before. Asking again takes no place, so it needs none.
    ///
    /// - Throws: `refusal` when the key has made nothing, or what the store suffers.
    private func repeated(
        _ draft: ExecutionDraft, by user: AgentUser, orElse refusal: AgentError
    ) async throws(AgentError) -> CreatedExecution {
        guard let key = draft.idempotencyKey else { throw refusal }
        let record = try await reading { () async throws(ExecutionStoreError) in
            try await store.execution(of: user.id, idempotencyKey: key)
        }
        guard let record else { throw refusal }
        return CreatedExecution(execution: record.execution, isNew: false)
    }

    /// The execution that a draft asks for, if the user may ask for it.
    private func execution(_ draft: ExecutionDraft, parent: String?, by user: AgentUser) throws(AgentError) -> Execution {
        try draft.check()
        guard let agent = agents[draft.agent] else {
            let known = agents.names.prefix(50).joined(separator: ", ")
            throw .malformed("there is no agent named \(draft.agent.prefix(80)); there are: \(known)")
        }
        guard !agent.isForOperators || user.isOperator || user.isAdmin else {
            throw AgentError(.forbidden, "the agent \(agent.name) is for operators: it needs a token with the scope dashboard")
        }
        let labels = draft.labels.sorted { ExactText($0.name) < ExactText($1.name) }
        return Execution(
            id: ids.next(), agent: agent.name, userID: user.id, platform: agent.platform, model: agent.model, parent: parent,
            input: draft.input, labels: labels, createdAtMilliseconds: clock.unixMilliseconds())
    }
}
