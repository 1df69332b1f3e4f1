/// One client frame of the chat socket with its `id`.
public typealias ChatRequest = ClientRequest<ChatClientFrame>

extension ClientRequest<ChatClientFrame> {
    /// Reads one text message.
    ///
    /// - Throws: `FrameError`: `bad_frame` for malformed JSON or fields, `unknown_type` for a type that is not served.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(FrameError) -> ChatRequest {
        try ChatMembers.decode(bytes)
    }

    /// Reads what is to be said from the body of an HTTP request: a frame `message`, whose `type` does not count.
    ///
    /// - Throws: `FrameError` `bad_frame` for malformed JSON or fields.
    public static func decodeMessage(_ bytes: UnsafeRawBufferPointer) throws(FrameError) -> (id: String?, draft: ChatMessageDraft) {
        let members: ChatMembers
        do {
            members = try ChatMembers(reading: bytes)
        } catch {
            throw FrameError(error)
        }
        return try members.message()
    }
}
