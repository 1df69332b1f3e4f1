/// One client frame of the chat socket with its `id`.
public struct ChatRequest: Sendable, Equatable {
    /// The client's own id for the frame, 1 to 64 characters.
    public var id: String?
    /// The frame.
    public var frame: ChatClientFrame

    /// A request.
    public init(id: String?, frame: ChatClientFrame) {
        self.id = id
        self.frame = frame
    }

    /// Reads one text message.
    ///
    /// - Throws: `FrameError`: `bad_frame` for malformed JSON or fields, `unknown_type` for a type that is not served.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(FrameError) -> ChatRequest {
        let members: ChatMembers
        do {
            members = try ChatMembers(reading: bytes)
        } catch {
            throw FrameError(error)
        }
        return try members.request()
    }
}
