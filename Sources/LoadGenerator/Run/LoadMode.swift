/// The kinds of run.
public enum LoadMode: String, Sendable, CaseIterable {
    /// Publish and measure deliveries.
    case fanout
    /// Connect and hold: memory a connection.
    case idle
    /// Connect as fast as the server lets us: connections a second.
    case connect
}
