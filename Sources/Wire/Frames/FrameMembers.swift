/// The members of a client frame that a socket knows, collected in whatever order they came.
protocol FrameMembers {
    associatedtype Frame: ClientFrame

    /// Collects them; what is not known is skipped.
    init(reading bytes: UnsafeRawBufferPointer) throws(JSONError)

    /// The members that every frame may have.
    var head: FrameHead { get }

    /// Judges the members by the frame's type.
    func request() throws(FrameError) -> ClientRequest<Frame>
}

extension FrameMembers {
    /// Reads one text message.
    static func decode(_ bytes: UnsafeRawBufferPointer) throws(FrameError) -> ClientRequest<Frame> {
        let members: Self
        do {
            members = try Self(reading: bytes)
        } catch {
            throw FrameError(error)
        }
        return try members.request()
    }

    /// The request of a type that the socket serves.
    ///
    /// - Parameter frame: judges the members of this type.
    func request(_ type: String, _ frame: (FrameContext) throws(FrameError) -> Frame) throws(FrameError) -> ClientRequest<Frame> {
        let context = try FrameContext(type: type, id: head.id)
        return ClientRequest(id: context.id, frame: try frame(context))
    }
}
