/// One client frame of the dashboard socket with its `id`.
public struct DashboardRequest: Sendable, Equatable {
    /// The client's own id for the frame, 1 to 64 characters.
    public var id: String?
    /// The frame.
    public var frame: DashboardClientFrame

    /// A request.
    public init(id: String?, frame: DashboardClientFrame) {
        self.id = id
        self.frame = frame
    }

    /// Reads one text message.
    ///
    /// - Throws: `FrameError`: `bad_frame` for malformed JSON or fields, `unknown_type` for a type that is not served.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(FrameError) -> DashboardRequest {
        let members: DashboardMembers
        do {
            members = try DashboardMembers(reading: bytes)
        } catch {
            throw FrameError(error)
        }
        return try members.request()
    }
}
