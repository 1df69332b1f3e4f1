import Telemetry

/// The layer of a single process: what is published is received at once, on the publisher's thread.
///
/// It keeps no memberships, since its one receiver knows its own members: `join` and `leave` cost nothing here,
/// and a publisher pays for no second lookup.
public final class InMemoryChannelLayer: ChannelLayer {
    public let name = "memory"

    private let receiver: any LayerReceiver
    private let published: Counter
    private let received: Counter

    /// Makes the layer and declares its families in `registry`.
    public init(receiver: any LayerReceiver, registry: Registry) {
        self.receiver = receiver
        let metrics = ChannelLayerMetrics(registry: registry)
        published = metrics.published.child(name)
        received = metrics.received.child(name)
        metrics.connected.child(name).set(1)
    }

    public func join(_ group: String) {}

    public func leave(_ group: String) {}

    public func publish(_ event: LayerEvent) {
        published.increment()
        receiver.receive(event)
        received.increment()
    }

    public func flush() {
        receiver.flush()
    }
}
