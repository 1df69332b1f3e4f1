/// Moves the events of groups between publishers and the sockets of every process.
///
/// A room is one group. A process joins a group when its first socket enters and leaves it when the last one goes,
/// however many sockets lie between. All methods may be called on any thread and none blocks.
public protocol ChannelLayer: Sendable {
    /// The value of the label `layer` of this layer's metrics.
    var name: String { get }

    /// This process wants the events of `group`.
    func join(_ group: String)

    /// This process no longer wants the events of `group`.
    func leave(_ group: String)

    /// Hands an event to every process that joined its group, this one included.
    ///
    /// Events that one thread publishes to a group arrive in that order.
    func publish(_ event: LayerEvent)

    /// The end of a batch of published events: receivers may wake their loops now, once for all of them.
    func flush()
}
