import Essentials
import Wire

extension ExecutionDraft {
    /// - Throws: ``AgentError`` `bad_frame` or `too_large` for what no agent can be asked.
    func check() throws(AgentError) {
        guard input.utf8.count <= ExecutionLimits.inputBytes else { throw .tooLarge("input", ExecutionLimits.inputBytes) }
        guard input.isJSONText else { throw .malformed("input must be one JSON text") }
        guard labels.count <= ExecutionLabel.limit else { throw .malformed("labels must be at most \(ExecutionLabel.limit)") }
        guard labels.allSatisfy({ Identifier.isValid($0.name) && $0.value.utf8.count <= ExecutionLabel.valueLimit }) else {
            throw .malformed(
                "the names of labels must be identifiers, their values have at most \(ExecutionLabel.valueLimit) bytes")
        }
        guard labels.allSatisfy(\.value.isLine) else { throw .malformed("the values of labels must have no control characters") }
        guard Set(labels.map { ExactText($0.name) }).count == labels.count else { throw .malformed("a label comes twice") }
        if let idempotencyKey, !(1...Self.keyLimit).contains(idempotencyKey.utf8.count) || !idempotencyKey.isLine {
            throw .malformed("the idempotency key must have 1 to \(Self.keyLimit) bytes and no control characters")
        }
    }
}
