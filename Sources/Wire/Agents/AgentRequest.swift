/// One client frame of an execution's socket with its `id`.
public typealias AgentRequest = ClientRequest<AgentClientFrame>

extension ClientRequest<AgentClientFrame> {
    /// Reads one text message.
    ///
    /// - Throws: `FrameError`: `bad_frame` for malformed JSON or fields, `unknown_type` for a type that is not served.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(FrameError) -> AgentRequest {
        try AgentMembers.decode(bytes)
    }
}
