import NIOCore
import Telemetry
import Wire

/// One endpoint on one event loop: its profile and the loop's own cells of its metrics.
///
/// Not thread-safe: confined to the loop.
public final class EndpointLoop {
    public let profile: EndpointProfile
    let connections: LocalGauge
    let opened: LocalCounter
    let duration: LocalHistogram
    let receivedBytes: LocalCounter
    let sentBytes: LocalCounter
    let receivedSize: LocalHistogram
    let sentSize: LocalHistogram
    let pingRoundTrip: LocalHistogram
    let outboxBytes: LocalGauge
    let slowConsumers: LocalCounter
    private let broadcastDuration: LocalHistogram
    private let broadcastRecipients: LocalHistogram
    private let delivery: LocalHistogram?
    private let metrics: SocketMetrics
    private let shard: Shard
    private var sentByType: [String: LocalCounter] = [:]
    private var receivedByType: [String: LocalCounter] = [:]
    private var closedByServer: [String: LocalCounter] = [:]
    private var closedByClient: [String: LocalCounter] = [:]

    init(profile: EndpointProfile, metrics: SocketMetrics, shard: Shard) {
        let name = profile.endpoint.rawValue
        self.profile = profile
        self.metrics = metrics
        self.shard = shard
        connections = metrics.connections.child(name).on(shard)
        opened = metrics.opened.child(name).on(shard)
        duration = metrics.duration.child(name).on(shard)
        receivedBytes = metrics.receivedBytes.child(name).on(shard)
        sentBytes = metrics.sentBytes.child(name).on(shard)
        receivedSize = metrics.messageSize.child(name, "in").on(shard)
        sentSize = metrics.messageSize.child(name, "out").on(shard)
        pingRoundTrip = metrics.pingRoundTrip.child(name).on(shard)
        outboxBytes = metrics.outboxBytes.child(name).on(shard)
        slowConsumers = metrics.slowConsumers.child(name).on(shard)
        broadcastDuration = metrics.broadcastDuration.child(name).on(shard)
        broadcastRecipients = metrics.broadcastRecipients.child(name).on(shard)
        delivery = profile.endpoint == .chat ? metrics.chatDelivery.on(shard) : nil
    }

    /// The counter of messages sent with this frame type; `type` must come from a closed set.
    func sent(_ type: String) -> LocalCounter {
        if let counter = sentByType[type] { return counter }
        let counter = metrics.sent.child(profile.endpoint.rawValue, type).on(shard)
        sentByType[type] = counter
        return counter
    }

    /// Counts a message from a client; `type` must come from a closed set.
    public func countReceived(_ type: String) {
        if let counter = receivedByType[type] { return counter.increment() }
        let counter = metrics.received.child(profile.endpoint.rawValue, type).on(shard)
        receivedByType[type] = counter
        counter.increment()
    }

    func countClosed(code: CloseCode, byServer: Bool) {
        let label = code.label
        if let counter = byServer ? closedByServer[label] : closedByClient[label] { return counter.increment() }
        let counter = metrics.closed.child(profile.endpoint.rawValue, label, byServer ? "server" : "client").on(shard)
        if byServer { closedByServer[label] = counter } else { closedByClient[label] = counter }
        counter.increment()
    }

    /// Counts a batch that was written to `recipients` members: once for the batch, not once for each delivery.
    func count(_ batch: TickBatch, recipients: Int) {
        let part =
            recipients > 0
            ? DeliveryTracker.Delivery(endpoint: profile.endpoint, recipients: recipients, writtenAt: MonotonicTime.nanoseconds()) : nil
        sentBytes.increment(by: batch.bytes.readableBytes * recipients)
        var start = 0
        for mark in batch.marks {
            if recipients > 0 {
                mark.sent.increment(by: recipients)
                sentSize.record(Double(FrameWriter.payloadLength(of: mark.end - start)), count: recipients)
            }
            start = mark.end
            let total = mark.tracker.map { $0.finished(part) } ?? part
            if let total {
                countBroadcast(receivedAt: mark.receivedAt, publishedAt: mark.publishedAt, subjectID: mark.subjectID, total)
            }
        }
    }

    /// Counts a publication that was written to the last of its recipients on this node.
    func countBroadcast(receivedAt: Int64, publishedAt: Int64, subjectID: String?, _ total: DeliveryTracker.Delivery) {
        broadcastRecipients.record(Double(total.recipients))
        broadcastDuration.record(nanoseconds: total.writtenAt - publishedAt)
        guard receivedAt > 0, let delivery else { return }
        if let subjectID {
            delivery.record(nanoseconds: total.writtenAt - receivedAt, exemplar: ["message_id": subjectID])
        } else {
            delivery.record(nanoseconds: total.writtenAt - receivedAt)
        }
    }
}
