/// The known members of a client frame of an execution's socket, collected in whatever order they came.
struct AgentMembers: FrameMembers {
    private(set) var head = FrameHead()
    private var reason: JSONToken?
    private var token: JSONToken?

    init(reading bytes: UnsafeRawBufferPointer) throws(JSONError) {
        var reader = JSONReader(bytes)
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "type": try reader.readToken(once: &head.type)
            case "id": try reader.readToken(once: &head.id)
            case "reason": try reader.readToken(once: &reason)
            case "token": try reader.readToken(once: &token)
            default: try reader.skipValue()
            }
        }
        try reader.finish()
    }

    func request() throws(FrameError) -> AgentRequest {
        guard let type = head.typeText else { throw FrameContext.unknownType(head) }
        switch type {
        case "get_status": return try request("get_status") { _ in .getStatus }
        case "cancel": return try request("cancel", cancel)
        case "refresh": return try request("refresh", refresh)
        case "ping": return try request("ping") { _ in .ping }
        default: throw FrameContext.unknownType(head)
        }
    }

    private func cancel(_ context: FrameContext) throws(FrameError) -> AgentClientFrame {
        let reason = try context.optionalString(reason, "reason")
        guard (reason?.utf8.count ?? 0) <= AgentClientFrame.reasonLimit else {
            throw context.refusal("reason must have at most \(AgentClientFrame.reasonLimit) bytes.")
        }
        return .cancel(reason: reason)
    }

    private func refresh(_ context: FrameContext) throws(FrameError) -> AgentClientFrame {
        .refresh(token: try context.string(token, "token"))
    }
}
