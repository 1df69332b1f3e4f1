import Wire

/// Something that a room's sockets are told and that may be missed.
enum Announcement: Equatable {
    /// A user came online.
    case online(UserRef)
    /// A user went offline.
    case offline(UserRef)
    /// A user started or stopped typing.
    case typing(UserRef, Bool)
    /// A user has read everything up to `seq`.
    case read(UserRef, seq: Int64)

    /// The frame that says it.
    var frame: [UInt8] {
        switch self {
        case .online(let user): ChatFrames.presence(user: user, online: true)
        case .offline(let user): ChatFrames.presence(user: user, online: false)
        case .typing(let user, let isTyping): ChatFrames.typing(user: user, typing: isTyping)
        case .read(let user, let seq): ChatFrames.readReceipt(user: user, seq: seq)
        }
    }
}
