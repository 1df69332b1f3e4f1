/// One client frame of the chat socket with its `id`.
public typealias ChatRequest = ClientRequest<ChatClientFrame>

extension ClientRequest<ChatClientFrame> {
    /// Reads one text message.
    ///
    /// - Throws: `FrameError`: `bad_frame` for malformed JSON or fields, `unknown_type` for a type that is not served.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(FrameError) -> ChatRequest {
        try ChatMembers.decode(bytes)
    }
}
