/// The known members of a dashboard frame, collected in whatever order they came.
struct DashboardMembers: FrameMembers {
    private(set) var head = FrameHead()
    private var interval: JSONToken?
    private var from: JSONToken?
    private var to: JSONToken?
    private var step: JSONToken?
    private var token: JSONToken?

    init(reading bytes: UnsafeRawBufferPointer) throws(JSONError) {
        var reader = JSONReader(bytes)
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "type": try reader.readToken(once: &head.type)
            case "id": try reader.readToken(once: &head.id)
            case "interval_ms": try reader.readToken(once: &interval)
            case "from": try reader.readToken(once: &from)
            case "to": try reader.readToken(once: &to)
            case "step_ms": try reader.readToken(once: &step)
            case "token": try reader.readToken(once: &token)
            default: try reader.skipValue()
            }
        }
        try reader.finish()
    }

    func request() throws(FrameError) -> DashboardRequest {
        guard let type = head.typeText else { throw FrameContext.unknownType(head) }
        switch type {
        case "interval": return try request("interval", interval)
        case "pause": return try request("pause") { _ in .pause }
        case "resume": return try request("resume") { _ in .resume }
        case "history": return try request("history", history)
        case "refresh": return try request("refresh", refresh)
        case "ping": return try request("ping") { _ in .ping }
        default: throw FrameContext.unknownType(head)
        }
    }

    private func interval(_ context: FrameContext) throws(FrameError) -> DashboardClientFrame {
        let range = DashboardClientFrame.intervals
        guard let interval = try context.optionalInteger(interval, "interval_ms", in: range) else {
            throw context.refusal("interval_ms must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return .interval(milliseconds: Int(interval))
    }

    private func history(_ context: FrameContext) throws(FrameError) -> DashboardClientFrame {
        let from = try context.optionalTime(from, "from")
        let to = try context.optionalTime(to, "to")
        if let from, let to, from > to { throw context.refusal("from must not be after to.") }
        let step = try context.optionalInteger(step, "step_ms", in: DashboardClientFrame.steps)
        return .history(from: from, to: to, stepMilliseconds: step.map(Int.init))
    }

    private func refresh(_ context: FrameContext) throws(FrameError) -> DashboardClientFrame {
        .refresh(token: try context.string(token, "token"))
    }
}
