import Wire

/// The index that a list of executions is read from; it holds them in the list's order.
///
/// What the index does not know is looked at row by row: a page of what is rare among much walks over the rest.
enum ExecutionListIndex: String, CaseIterable {
    case all = "executions_in_order"
    case user = "executions_of_user"
    case userAndStatus = "executions_of_user_by_status"
    case status = "executions_by_status"
    case agent = "executions_by_agent"
    case platform = "executions_by_platform"
    case model = "executions_by_model"

    /// The one with the fewest others in it, as far as one can tell: a user has fewer than an agent, and few are open at a time.
    init(_ filters: ExecutionFilters, status: ExecutionStatus?) {
        if filters.contains(.user) {
            self = filters.contains(.status) ? .userAndStatus : .user
        } else if let status, !status.isFinal {
            self = .status
        } else if filters.contains(.agent) {
            self = .agent
        } else if filters.contains(.model) {
            self = .model
        } else if filters.contains(.status) {
            self = .status
        } else {
            self = filters.contains(.platform) ? .platform : .all
        }
    }
}
