import NIOCore
import Wire

/// The body of `POST /api/conversations/<id>/messages`: the members of the frame `message`, checked as that is. Unknown members are ignored.
struct MessageBody {
    /// The client's own id for the message.
    let id: String?
    let draft: ChatMessageDraft

    /// - Throws: ``HTTPRefusal`` 400 for anything else.
    init(_ body: ByteBuffer) throws(HTTPRefusal) {
        do throws(FrameError) {
            (id, draft) = try body.withUnsafeReadableBytes { bytes throws(FrameError) in try ChatRequest.decodeMessage(bytes) }
        } catch {
            throw .malformed(error.message)
        }
    }
}
