/// What else belongs to a row of the log, so that readers look for it only where it is. The bits are on the disk.
struct Traits: OptionSet, BitwiseCopyable {
    let rawValue: Int64

    /// The message was deleted.
    static let deleted = Traits(rawValue: 1)
    /// Uploads belong to the message.
    static let attachments = Traits(rawValue: 2)
    /// There is a row in `answers`.
    static let details = Traits(rawValue: 4)
    /// The message is an answer: nobody's read mark moved with it.
    static let answer = Traits(rawValue: 8)
}
