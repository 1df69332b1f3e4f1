/// Takes the events that a layer delivers to this process: the hub of the sockets.
///
/// Both methods are called on the publisher's thread, who may hold a lock meanwhile: they must neither block nor call back
/// into the layer or the publisher.
public protocol LayerReceiver: Sendable {
    /// Takes one event. Events for groups without members here may come too; they are to be ignored.
    func receive(_ event: LayerEvent)

    /// What was received so far may go out now: the end of a batch.
    func flush()
}
