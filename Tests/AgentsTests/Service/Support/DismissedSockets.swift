import Agents
import ChatTestSupport

/// Stands in for the sockets: keeps which groups were dismissed.
struct DismissedSockets: ExecutionSockets {
    private let dismissed = Collected<String>()

    var groups: [String] { dismissed.all }

    func dismiss(group: String) {
        dismissed.append(group)
    }
}
