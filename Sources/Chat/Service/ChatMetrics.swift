import Telemetry

/// The chat families of the catalogue.
struct ChatMetrics: Sendable {
    private let rooms: Gauge
    private let userMessages: Counter

    init(registry: Registry) {
        rooms = registry.gauge("telltale_chat_rooms", help: "Rooms with a socket on this node.").child([])
        userMessages = registry.counter("telltale_chat_messages_total", help: "Messages committed.", labels: ["role"]).child("user")
    }

    /// A room got its first socket.
    func roomOpened() {
        rooms.add(1)
    }

    /// A room lost its last socket.
    func roomClosed() {
        rooms.add(-1)
    }

    /// A message of a user was committed.
    func userMessageCommitted() {
        userMessages.increment()
    }
}
