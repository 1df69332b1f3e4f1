/// What a row of the log, the table `messages`, holds. Its number is on the disk.
enum EventKind: Int64 {
    /// A message, as it is now.
    case message = 0
    /// The answer with this id ended well; `author_id` and `client_id` are of the frame that stopped it, if one did.
    case completed = 1
    /// The answer with this id failed; `content` is what clients are told.
    case failed = 2
    /// The message with this id got another content; `content` is that, empty once the message is deleted.
    case edited = 3
    /// The message with this id was deleted.
    case deleted = 4
    /// The author reacted to the message with this id; `content` is the emoji, `reactions` what there was after it.
    case reactionAdded = 5
    /// The author took a reaction back.
    case reactionRemoved = 6
}
