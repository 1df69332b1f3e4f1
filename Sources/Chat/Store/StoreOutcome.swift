import Wire

/// What a committed write came to.
public enum StoreOutcome: Sendable, Equatable {
    /// The message was stored under this `seq`, with these attachments.
    case appended(seq: Int64, attachments: [Attachment])
    /// The answer was stored under this `seq`, its ending under the next.
    case ended(seq: Int64)
    /// The message was changed; the event to broadcast. `uploads` are those that the message no longer carries: their files go.
    case changed(RoomEvent, uploads: [String])
    /// Nothing had to be written: the reaction is as asked already, or the message is deleted already. With a client id that
    /// is remembered.
    case unchanged(messageID: String)
    /// The user had used this client id before: what was acknowledged then (nil for operations without).
    /// For a read mark that is no message and the `seq` where the mark stood.
    case repeated(messageID: String?, seq: Int64?)
    /// The read mark now stands at `seq`; `moved` is false when it stood there or further before.
    case read(seq: Int64, moved: Bool)
    /// The conversation was created or changed, the participant is there or gone, the upload is noted; `changed` is false
    /// when nothing had to be written.
    case done(changed: Bool)
    /// These users take part now and did not before, in the order in which they were named.
    case joined([UserRef])
    /// Uploads were forgotten: these; the others are carried by messages or were not known.
    case removedUploads([String])
    /// A conversation with this id exists already.
    case exists
    /// There is no such conversation.
    case noConversation
    /// It is not possible as things stand.
    case refused(StoreRefusal)
}
