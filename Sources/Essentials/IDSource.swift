/// Makes the ids of what nobody gave one: messages, conversations, executions.
public protocol IDSource: Sendable {
    /// The next id: unique, valid as an identifier of the protocol, and sorted after those made before by this source.
    ///
    /// May be called from any thread and must be cheap: the hot path calls it.
    func next() -> String
}
