import Agents
import Wire

/// Which columns a list of executions is filtered by. The order of the bits is the order of the parameters.
struct ExecutionFilters: OptionSet, Sendable {
    let rawValue: Int

    static let user = ExecutionFilters(rawValue: 1)
    static let status = ExecutionFilters(rawValue: 2)
    static let agent = ExecutionFilters(rawValue: 4)
    static let platform = ExecutionFilters(rawValue: 8)
    static let model = ExecutionFilters(rawValue: 16)

    init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Those of a query.
    init(_ query: ExecutionQuery) {
        self = []
        if query.userID != nil { insert(.user) }
        if query.status != nil { insert(.status) }
        if query.agent != nil { insert(.agent) }
        if query.platform != nil { insert(.platform) }
        if query.model != nil { insert(.model) }
    }

    /// The terms of the condition, each with an `AND` before it.
    var conditions: String {
        var terms = ""
        var parameter = 4
        for (filter, column) in Self.columns where contains(filter) {
            terms += " AND \(column) = ?\(parameter)"
            parameter += 1
        }
        return terms
    }

    private static let columns: [(Self, String)] = [
        (.user, "user_id"), (.status, "status"), (.agent, "agent"), (.platform, "platform"), (.model, "model"),
    ]
}
