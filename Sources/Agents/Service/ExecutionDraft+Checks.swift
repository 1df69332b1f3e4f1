import Essentials
import Wire

extension ExecutionDraft {
    /// - Throws: ``AgentError`` `bad_frame` or `too_large` for what no agent can be asked.
    func check() throws(AgentError) {
        guard input.utf8.count <= ExecutionLimits.inputBytes else { throw .tooLarge("input", ExecutionLimits.inputBytes) }
        guard input.isJSONText else { throw .malformed("input must be one JSON text") }
        guard labels.count <= ExecutionLabel.limit else { throw .malformed("labels must be at most \(ExecutionLabel.limit)") }
        for label in labels { try label.check() }
        guard Set(labels.map { ExactText($0.name) }).count == labels.count else { throw .malformed("a label comes twice") }
        if let idempotencyKey, !(1...Self.keyLimit).contains(idempotencyKey.utf8.count) || !idempotencyKey.isLine {
            throw .malformed("the idempotency key must have 1 to \(Self.keyLimit) bytes and no control characters")
        }
    }
}

extension ExecutionLabel {
    fileprivate func check() throws(AgentError) {
        guard Identifier.isValid(name) else {
            throw .malformed("the names of labels must be 1 to \(Self.nameLimit) characters of A-Z a-z 0-9 _ - .")
        }
        guard value.utf8.count <= Self.valueLimit else { throw .malformed("labels.\(name) must have at most \(Self.valueLimit) bytes") }
        guard value.isLine else { throw .malformed("labels.\(name) must have no control characters") }
    }
}
