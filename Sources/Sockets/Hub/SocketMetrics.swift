import Telemetry
import Wire

/// The families that the sockets count into. One for a process; the cells are each loop's own.
public final class SocketMetrics: Sendable {
    let connections: Family<Gauge>
    let opened: Family<Counter>
    let closed: Family<Counter>
    let refused: Family<Counter>
    let acceptFailures: Family<Counter>
    let duration: Family<Histogram>
    let received: Family<Counter>
    let sent: Family<Counter>
    let receivedBytes: Family<Counter>
    let sentBytes: Family<Counter>
    let messageSize: Family<Histogram>
    let pingRoundTrip: Family<Histogram>
    let outboxBytes: Family<Gauge>
    let slowConsumers: Family<Counter>
    let broadcastDuration: Family<Histogram>
    let broadcastRecipients: Family<Histogram>
    let chatDelivery: Histogram
    let loopLag: Histogram

    /// Declares the families.
    public init(registry: Registry) {
        let endpoint = ["endpoint"]
        connections = registry.gauge("telltale_websocket_connections", help: "Open sockets.", labels: endpoint)
        opened = registry.counter("telltale_websocket_connections_opened_total", help: "Sockets opened.", labels: endpoint)
        closed = registry.counter(
            "telltale_websocket_connections_closed_total", help: "Sockets closed, by close code and who began it.",
            labels: ["endpoint", "code", "initiator"])
        refused = registry.counter(
            "telltale_websocket_connections_refused_total", help: "Sockets refused, by reason; endpoint http: before a request named one.",
            labels: ["endpoint", "reason"])
        acceptFailures = registry.counter(
            "telltale_accept_failures_total", help: "Times that the system gave no connection though one waited, by reason.",
            labels: ["reason"])
        duration = registry.histogram(
            "telltale_websocket_connection_duration_seconds", help: "How long sockets stayed open.", labels: endpoint, buckets: .lifetimes)
        received = registry.counter(
            "telltale_websocket_messages_received_total", help: "Messages from clients, by frame type.", labels: ["endpoint", "type"])
        sent = registry.counter(
            "telltale_websocket_messages_sent_total", help: "Messages to clients, by frame type.", labels: ["endpoint", "type"])
        receivedBytes = registry.counter(
            "telltale_websocket_received_bytes_total", help: "Bytes of the WebSocket layer from clients.", labels: endpoint)
        sentBytes = registry.counter(
            "telltale_websocket_sent_bytes_total", help: "Bytes of the WebSocket layer to clients.", labels: endpoint)
        messageSize = registry.histogram(
            "telltale_websocket_message_size_bytes", help: "Message sizes.", labels: ["endpoint", "direction"], buckets: .sizes)
        pingRoundTrip = registry.histogram(
            "telltale_websocket_ping_round_trip_seconds", help: "From our ping to the peer's pong.", labels: endpoint)
        outboxBytes = registry.gauge(
            "telltale_websocket_outbox_bytes", help: "Bytes that wait for slow peers, all queues together.", labels: endpoint)
        slowConsumers = registry.counter(
            "telltale_websocket_slow_consumers_total", help: "Sockets closed because their queue exceeded its budget.", labels: endpoint)
        broadcastDuration = registry.histogram(
            "telltale_broadcast_duration_seconds", help: "From publication to the last write handed to the kernel.", labels: endpoint)
        broadcastRecipients = registry.histogram(
            "telltale_broadcast_recipients", help: "Sockets of this node that a publication was written to, all event loops together.",
            labels: endpoint, buckets: .counts)
        chatDelivery =
            registry.histogram(
                "telltale_chat_delivery_seconds", help: "From a frame received to the last local recipient written."
            ).child()
        loopLag =
            registry.histogram(
                "telltale_event_loop_lag_seconds", help: "How late an event loop ran a timer."
            ).child()
    }

    /// Counts a socket that was turned away. Any thread.
    ///
    /// - Parameter reason: from a closed set, for example `token`, `origin`, `limit`.
    public func countRefused(_ endpoint: Endpoint, reason: String) {
        refused.child(endpoint.rawValue, reason).increment()
    }

    /// Why a connection ended before its request said whether it would be a socket.
    enum RefusalBeforeRequest: String {
        /// The request's head did not come in time.
        case handshakeTimeout = "handshake_timeout"
        /// What came is not HTTP, or its head is too large.
        case malformedRequest = "malformed_request"
    }

    /// Counts a connection that ended before its request named an endpoint: under the endpoint `http`. Any thread.
    func countRefused(_ reason: RefusalBeforeRequest) {
        refused.child("http", reason.rawValue).increment()
    }

    /// Counts a connection that was closed as it came because there was no place for it. Any thread.
    func countRefused(_ excess: ConnectionPlaces.Excess) {
        refused.child("http", excess.rawValue).increment()
    }

    /// Counts a failure of accept(2). Any thread.
    func countAcceptFailure(_ failure: AcceptFailure) {
        acceptFailures.child(failure.rawValue).increment()
    }
}
