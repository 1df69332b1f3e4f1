/// One client frame with its `id`.
public struct ClientRequest<Frame: ClientFrame>: Sendable, Equatable {
    /// The client's own id for the frame, 1 to 64 characters.
    public var id: String?
    /// The frame.
    public var frame: Frame

    /// A request.
    public init(id: String?, frame: Frame) {
        self.id = id
        self.frame = frame
    }
}
