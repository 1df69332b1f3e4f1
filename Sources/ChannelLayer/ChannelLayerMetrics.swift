import Telemetry

/// The families that every layer reports under its own `layer` label.
public struct ChannelLayerMetrics: Sendable {
    /// Events given to the layer; label `layer`.
    public let published: Family<Counter>
    /// Events the layer delivered to this process; label `layer`.
    public let received: Family<Counter>
    /// 1 while the layer reaches the other processes, else 0; label `layer`.
    public let connected: Family<Gauge>

    /// Declares the families in `registry`; declaring them again gives the same ones.
    public init(registry: Registry) {
        published = registry.counter(
            "telltale_channel_layer_published_total", help: "Events published to the channel layer.", labels: ["layer"])
        received = registry.counter(
            "telltale_channel_layer_received_total", help: "Events received from the channel layer.", labels: ["layer"])
        connected = registry.gauge(
            "telltale_channel_layer_connected", help: "Whether the channel layer is connected (1) or not (0).", labels: ["layer"])
    }
}
