extension ChatFrames {
    /// The frame of an event that has a `seq`: the same live and in a replay.
    public static func event(_ event: RoomEvent) -> [UInt8] {
        switch event.content {
        case .newMessage(let message): newMessage(message)
        case .answerCompleted(let completion): messageComplete(completion, seq: event.seq)
        case .answerFailed(let failure): messageError(failure, seq: event.seq)
        case .edited(let edit): messageEdited(edit, seq: event.seq)
        case .deleted(let deletion): messageDeleted(deletion, seq: event.seq)
        case .reaction(let reaction): Self.reaction(reaction, seq: event.seq)
        }
    }

    private static func messageComplete(_ completion: AnswerCompletion, seq: Int64) -> [UInt8] {
        frame("message_complete", completion.messageID, seq) { writer in
            writer.member("finish_reason", completion.finishReason)
            if let usage = completion.usage {
                writer.name("usage")
                usage.encode(into: &writer)
            }
            writer.member("duration_ms", completion.durationMilliseconds)
            writer.member("time_to_first_chunk_ms", completion.timeToFirstChunkMilliseconds)
        }
    }

    private static func messageError(_ failure: AnswerFailure, seq: Int64) -> [UInt8] {
        frame("message_error", failure.messageID, seq) { writer in
            writer.member("code", failure.code.rawValue)
            writer.member("message", failure.message)
        }
    }

    private static func messageEdited(_ edit: MessageEdited, seq: Int64) -> [UInt8] {
        frame("message_edited", edit.messageID, seq, capacity: 256 + edit.content.utf8.count) { writer in
            writer.member("content", edit.content)
            writer.member("edited_at", time: edit.editedAtMilliseconds)
            member("user", edit.user, &writer)
            writer.member("client_id", edit.clientID)
        }
    }

    private static func messageDeleted(_ deletion: MessageDeleted, seq: Int64) -> [UInt8] {
        frame("message_deleted", deletion.messageID, seq) { writer in
            member("user", deletion.user, &writer)
            writer.member("client_id", deletion.clientID)
        }
    }

    private static func reaction(_ reaction: ReactionChanged, seq: Int64) -> [UInt8] {
        frame("reaction", reaction.messageID, seq) { writer in
            writer.member("emoji", reaction.emoji)
            writer.member("op", reaction.isAdded ? "add" : "remove")
            member("user", reaction.user, &writer)
            writer.name("counts")
            ReactionCount.encode(reaction.counts, into: &writer)
            writer.member("client_id", reaction.clientID)
        }
    }

    private static func member(_ name: StaticString, _ user: UserRef, _ writer: inout JSONWriter) {
        writer.name(name)
        user.encode(into: &writer)
    }

    private static func frame(
        _ type: String, _ messageID: String, _ seq: Int64, capacity: Int = 256, _ members: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        SharedFrames.frame(type, capacity: capacity) { writer in
            writer.member("message_id", messageID)
            writer.member("seq", seq)
            members(&writer)
        }
    }
}
