/// The known members of a chat frame, collected in whatever order they came.
struct ChatMembers: FrameMembers {
    private(set) var head = FrameHead()
    private var content: JSONToken?
    private var replyTo: JSONToken?
    private var respond: JSONToken?
    private var attachments: JSONToken?
    private var messageID: JSONToken?
    private var emoji: JSONToken?
    private var op: JSONToken?
    private var typing: JSONToken?
    private var seq: JSONToken?
    private var before: JSONToken?
    private var after: JSONToken?
    private var limit: JSONToken?
    private var token: JSONToken?

    init(reading bytes: UnsafeRawBufferPointer) throws(JSONError) {
        var reader = JSONReader(bytes)
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "type": try reader.readToken(once: &head.type)
            case "id": try reader.readToken(once: &head.id)
            case "content": try reader.readToken(once: &content)
            case "reply_to": try reader.readToken(once: &replyTo)
            case "respond": try reader.readToken(once: &respond)
            case "attachments": try reader.readToken(once: &attachments)
            case "message_id": try reader.readToken(once: &messageID)
            case "emoji": try reader.readToken(once: &emoji)
            case "op": try reader.readToken(once: &op)
            case "typing": try reader.readToken(once: &typing)
            case "seq": try reader.readToken(once: &seq)
            case "before": try reader.readToken(once: &before)
            case "after": try reader.readToken(once: &after)
            case "limit": try reader.readToken(once: &limit)
            case "token": try reader.readToken(once: &token)
            default: try reader.skipValue()
            }
        }
        try reader.finish()
    }

    func request() throws(FrameError) -> ChatRequest {
        guard let type = head.typeText else { throw FrameContext.unknownType(head) }
        switch type {
        case "message": return try request("message", message)
        case "edit": return try request("edit", edit)
        case "delete": return try request("delete", delete)
        case "reaction": return try request("reaction", reaction)
        case "stop": return try request("stop", stop)
        case "typing": return try request("typing", typing)
        case "read": return try request("read", read)
        case "history": return try request("history", history)
        case "refresh": return try request("refresh", refresh)
        case "ping": return try request("ping") { _ in .ping }
        default: throw FrameContext.unknownType(head)
        }
    }

    /// What is to be said, whatever the type, with the client's own id for it.
    func message() throws(FrameError) -> (id: String?, draft: ChatMessageDraft) {
        let context = try FrameContext(type: "message", id: head.id)
        return (context.id, try draft(context))
    }

    private func message(_ context: FrameContext) throws(FrameError) -> ChatClientFrame {
        .message(try draft(context))
    }

    private func draft(_ context: FrameContext) throws(FrameError) -> ChatMessageDraft {
        let attachments = try context.identifiers(attachments, "attachments", atMost: ChatMessageDraft.maximumAttachments)
        return ChatMessageDraft(
            content: try content(context, isOptional: !attachments.isEmpty),
            replyTo: try context.optionalIdentifier(replyTo, "reply_to"),
            respond: try context.optionalBool(respond, "respond"), attachments: attachments)
    }

    private func content(_ context: FrameContext, isOptional: Bool) throws(FrameError) -> String {
        guard isOptional else { return try context.string(content, "content") }
        return try context.optionalString(content, "content") ?? ""
    }

    private func edit(_ context: FrameContext) throws(FrameError) -> ChatClientFrame {
        .edit(messageID: try context.identifier(messageID, "message_id"), content: try context.string(content, "content"))
    }

    private func delete(_ context: FrameContext) throws(FrameError) -> ChatClientFrame {
        .delete(messageID: try context.identifier(messageID, "message_id"))
    }

    private func reaction(_ context: FrameContext) throws(FrameError) -> ChatClientFrame {
        let messageID = try context.identifier(messageID, "message_id")
        guard let emoji = try context.optionalString(emoji, "emoji"), Emoji.isValid(emoji) else {
            throw context.refusal("emoji must have 1 to \(Emoji.maximumBytes) bytes without white space.")
        }
        guard case .string(let op) = op else { throw context.refusal(Self.badOperation) }
        switch op {
        case "add": return .reaction(messageID: messageID, emoji: emoji, isAdded: true)
        case "remove": return .reaction(messageID: messageID, emoji: emoji, isAdded: false)
        default: throw context.refusal(Self.badOperation)
        }
    }

    private static let badOperation = "op must be add or remove."

    private func stop(_ context: FrameContext) throws(FrameError) -> ChatClientFrame {
        .stop(messageID: try context.identifier(messageID, "message_id"))
    }

    private func typing(_ context: FrameContext) throws(FrameError) -> ChatClientFrame {
        guard let typing = try context.optionalBool(typing, "typing") else {
            throw context.refusal("typing must be true or false.")
        }
        return .typing(typing)
    }

    private func read(_ context: FrameContext) throws(FrameError) -> ChatClientFrame {
        guard let seq = try context.optionalInteger(seq, "seq", in: 0...Int64.max) else {
            throw context.refusal("seq must be a whole number of at least 0.")
        }
        return .read(seq: seq)
    }

    private func history(_ context: FrameContext) throws(FrameError) -> ChatClientFrame {
        let before = try context.optionalInteger(before, "before", in: 0...Int64.max)
        let after = try context.optionalInteger(after, "after", in: 0...Int64.max)
        guard before == nil || after == nil else { throw context.refusal("before and after exclude each other.") }
        let limit = try context.optionalInteger(limit, "limit", in: 1...100) ?? 50
        return .history(before: before, after: after, limit: Int(limit))
    }

    private func refresh(_ context: FrameContext) throws(FrameError) -> ChatClientFrame {
        .refresh(token: try context.string(token, "token"))
    }
}
