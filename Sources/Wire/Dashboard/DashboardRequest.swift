/// One client frame of the dashboard socket with its `id`.
public typealias DashboardRequest = ClientRequest<DashboardClientFrame>

extension ClientRequest<DashboardClientFrame> {
    /// Reads one text message.
    ///
    /// - Throws: `FrameError`: `bad_frame` for malformed JSON or fields, `unknown_type` for a type that is not served.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(FrameError) -> DashboardRequest {
        try DashboardMembers.decode(bytes)
    }
}
