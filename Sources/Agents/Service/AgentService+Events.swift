import Wire

extension AgentService {
    /// How much JSON a page of events holds, bytes.
    public static let replayBytes = 256 * 1_024
    /// How many events a page holds.
    public static let replayEvents = 1_000

    /// Stored events as they went out live, however far back: at most ``replayBytes``, at least one event if there is one. The
    /// execution's owner and administrators may.
    ///
    /// - Parameters:
    ///   - after: the last `seq` that is known; 0 for none.
    ///   - limit: 1 to ``replayEvents``; a page of long texts ends before.
    /// - Throws: ``AgentError`` `bad_frame`, `not_found`, `forbidden`, or what the store suffers.
    public func events(of id: String, after: Int64, limit: Int, by user: AgentUser) async throws(AgentError) -> ExecutionHistory {
        guard (1...Self.replayEvents).contains(limit) else { throw .malformed("limit must be from 1 to \(Self.replayEvents)") }
        guard after >= 0 else { throw .malformed("after must be at least 0") }
        _ = try await accessible(id, to: user)
        let page = try await stored(id, after: after, limit: limit)
        // Deleted meanwhile: an empty page would say that nothing ever happened to it.
        guard page.lastSeq > 0 else { throw .notFound }
        let frames = Self.frames(page, of: id, through: .max)
        return ExecutionHistory(frames: frames, lastSeq: page.lastSeq, hasMore: (frames.last?.seq ?? after) < page.lastSeq)
    }

    /// The next page of what a socket missed, as it went out live: at most ``replayBytes``, at least one event if there is one.
    ///
    /// Called with ``ExecutionEntry/lastSeq`` as `through` and `after:` ``ExecutionReplay/lastSeq`` of the page before, it comes to
    /// an end at a page that reaches `through` or has no frames.
    ///
    /// - Parameters:
    ///   - after: the last `seq` that the socket knows.
    ///   - through: the last `seq` to replay.
    /// - Throws: ``AgentError`` for what the store suffers.
    public func replay(_ id: String, after: Int64, through: Int64) async throws(AgentError) -> ExecutionReplay {
        let after = max(0, after)
        guard after < through else { return ExecutionReplay(frames: [], lastSeq: after) }
        let page = try await stored(id, after: after, limit: Int(min(Int64(Self.replayEvents), through - after)))
        let frames = Self.frames(page, of: id, through: through)
        return ExecutionReplay(frames: frames, lastSeq: frames.last?.seq ?? after)
    }

    private func stored(_ id: String, after: Int64, limit: Int) async throws(AgentError) -> ExecutionEventPage {
        try await reading { () async throws(ExecutionStoreError) in
            try await store.events(of: id, after: after, limit: limit, maximumBytes: Self.replayBytes)
        }
    }

    /// The first events of a page, as many as ``replayBytes`` hold once they are encoded.
    private static func frames(_ page: ExecutionEventPage, of id: String, through: Int64) -> [ExecutionReplay.Frame] {
        var frames: [ExecutionReplay.Frame] = []
        var bytes = 0
        for event in page.events where event.seq <= through {
            let frame = ExecutionReplay.Frame(event, of: id)
            bytes += frame.payload.count
            guard bytes <= replayBytes || frames.isEmpty else { break }
            frames.append(frame)
        }
        return frames
    }
}
