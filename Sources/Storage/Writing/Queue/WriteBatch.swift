import Agents
import Chat

/// The writes of one transaction, of chat and of agents.
///
/// Two lists, since no write of one kind depends on one of the other: each keeps its order, the first is carried out first. One
/// list of both would make each message as large in memory as the largest write.
struct WriteBatch {
    var messages: [StoreWrite] = []
    var executions: [ExecutionWrite] = []

    /// How many writes there are.
    var count: Int {
        messages.count + executions.count
    }

    var isEmpty: Bool {
        messages.isEmpty && executions.isEmpty
    }

    /// Forgets the writes and keeps their memory for the next ones, unless there were many.
    mutating func empty() {
        if messages.capacity > Self.keptCapacity { messages = [] } else { messages.removeAll(keepingCapacity: true) }
        if executions.capacity > Self.keptCapacity { executions = [] } else { executions.removeAll(keepingCapacity: true) }
    }

    private static let keptCapacity = 4_096
}
