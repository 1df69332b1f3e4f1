import Wire

extension ChatError {
    /// What an outcome other than those of success means to a client.
    init(_ outcome: StoreOutcome) {
        switch outcome {
        case .noConversation: self = .notFound
        case .refused(let refusal): self.init(refusal)
        default: self = .unexpected(outcome)
        }
    }

    private init(_ refusal: StoreRefusal) {
        switch refusal {
        case .noMessage: self = .noMessage
        case .notAuthor: self.init(code: .forbidden, message: "it is not your message")
        case .isDeleted: self.init(code: .conflict, message: "the message was deleted")
        case .tooManyReactions:
            self.init(code: .conflict, message: "the message has reactions with \(MessageChange.emojiLimit) different emoji already")
        case .badAttachment: self.init(code: .notFound, message: "you have no such upload here that can be attached")
        case .tooManyParticipants: self = .full
        }
    }
}
