import Essentials

/// Executions that are not over and that the writer need not read again; those that were not asked for lately go.
///
/// Two generations: the newer one grows until it has its half of the room, then it is the older one, and what is still in that
/// one by the next time goes. What is asked for moves to the newer.
struct LiveExecutions {
    private var newer: [ExactText: StoredExecution] = [:]
    private var older: [ExactText: StoredExecution] = [:]
    /// The weight of the newer ones.
    private var bytes = 0
    private let generationBytes: Int

    /// - Parameter limit: how much those that are kept may weigh together, bytes; the one that was asked for last is kept in any
    ///   case.
    init(limit: Int) {
        generationBytes = max(0, limit) / 2
    }

    /// How many are kept.
    var count: Int {
        newer.count + older.count
    }

    /// The execution with this id, if it is kept.
    mutating func find(_ id: String) -> StoredExecution? {
        let id = ExactText(id)
        if let known = newer[id] { return known }
        guard let known = older.removeValue(forKey: id) else { return nil }
        add(known)
        return known
    }

    /// Keeps an execution that is not kept.
    mutating func add(_ execution: StoredExecution) {
        if bytes + execution.weight > generationBytes, !newer.isEmpty {
            older = newer
            newer = [:]
            bytes = 0
        }
        newer[execution.id] = execution
        bytes += execution.weight
    }

    /// Keeps it no longer.
    mutating func remove(_ id: String) {
        let id = ExactText(id)
        if let gone = newer.removeValue(forKey: id) { bytes -= gone.weight }
        older[id] = nil
    }

    /// Keeps none.
    mutating func removeAll() {
        guard count > 0 else { return }
        newer = [:]
        older = [:]
        bytes = 0
    }
}
