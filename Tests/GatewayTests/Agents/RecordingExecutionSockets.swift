import Agents
import ChatTestSupport

/// Stands in for the sockets: keeps which groups were dismissed.
final class RecordingExecutionSockets: ExecutionSockets {
    private let groups = Collected<String>()

    var dismissed: [String] { groups.all }

    func dismiss(group: String) {
        groups.append(group)
    }
}
