import Agents
import Wire

extension ExecutionFilter {
    /// The filter that a query asks for: `status`, `agent`, `platform`, `model`, `user`, `from` and `to`.
    ///
    /// - Throws: ``HTTPRefusal`` 400.
    init(_ query: HTTPQuery) throws(HTTPRefusal) {
        self.init(
            status: try query.word("status", ExecutionStatus.self), agent: try query.name("agent"), platform: try query.name("platform"),
            model: try query.name("model"), userID: try query.name("user"), fromMilliseconds: try query.time("from"),
            toMilliseconds: try query.time("to"))
    }
}

extension HTTPQuery {
    /// The longest name that is asked for, in bytes.
    private static let nameLimit = 255

    /// A parameter that must be the name of something; nil when it is absent.
    fileprivate func name(_ name: String) throws(HTTPRefusal) -> String? {
        guard let text = try text(name) else { return nil }
        guard (1...Self.nameLimit).contains(text.utf8.count), text.isLine else {
            throw .malformed("\(name) must have 1 to \(Self.nameLimit) bytes and no control characters")
        }
        return text
    }
}
