import Wire

extension ChatService {
    /// How much JSON a page of history or replay holds, bytes.
    public static let pageBytes = 256 * 1024
    /// How many messages a page of history holds.
    public static let pageLimit = 100

    /// Past messages of a room that the caller has entered: as JSON at most 256 KiB, at least one if there is one.
    ///
    /// - Parameters:
    ///   - before: only messages before this `seq`, the latest of them; not together with `after`.
    ///   - after: only messages after this `seq`, the earliest of them.
    ///   - limit: 1 to 100.
    /// - Throws: ``ChatError`` `bad_frame`, or what the store suffers.
    public func history(_ room: Room, before: Int64?, after: Int64?, limit: Int) async throws(ChatError) -> HistoryPage {
        try await history(of: room.id, before: before, after: after, limit: limit)
    }

    /// The next page of what a socket missed, as it went out live: at most 256 KiB, at least one event if there is one.
    ///
    /// Called with ``RoomEntry/lastSeq`` as `through` and `after:` ``ReplayPage/lastSeq`` of the page before, it comes to an end
    /// after ``RoomEntry/replayLimit`` events; see ``RoomEntry/canReplay(since:)``.
    ///
    /// - Parameters:
    ///   - after: the last `seq` that the socket knows.
    ///   - through: the last `seq` to replay; by default all that is committed.
    /// - Throws: ``ChatError`` for what the store suffers.
    public func replay(_ room: Room, after: Int64, through: Int64 = .max) async throws(ChatError) -> ReplayPage {
        let after = max(0, after)
        guard after < through else { return ReplayPage(frames: [], lastSeq: after, isComplete: true) }
        let limit = Int(min(RoomEntry.replayLimit, through - after))
        let page = try await reading { () async throws(StoreError) in
            try await store.events(of: room.id, after: after, limit: limit, maximumBytes: Self.pageBytes)
        }
        let events = page.events.prefix { $0.seq <= through }
        let frames = Self.fitting(events, bytes: Self.pageBytes, { ReplayPage.Frame($0) }, size: \.payload.count)
        let lastSeq = frames.last?.seq ?? after
        let isLastPage = !page.hasMore || events.count < page.events.count || lastSeq >= through
        return ReplayPage(frames: frames, lastSeq: lastSeq, isComplete: isLastPage && frames.count == events.count)
    }

    func history(of id: String, before: Int64?, after: Int64?, limit: Int) async throws(ChatError) -> HistoryPage {
        guard before == nil || after == nil else { throw .malformed("before and after exclude each other") }
        try Self.check(limit: limit)
        let page = try await reading { () async throws(StoreError) in
            if let after {
                try await store.messages(of: id, after: after, limit: limit, maximumBytes: Self.pageBytes)
            } else {
                try await store.messages(of: id, before: before, limit: limit, maximumBytes: Self.pageBytes)
            }
        }
        let found = page.messages
        let messages = after == nil ? found.suffix(fitting(found.reversed())) : found.prefix(fitting(found))
        return HistoryPage(messages: Array(messages), hasMore: page.hasMore || messages.count < found.count)
    }

    static func check(limit: Int) throws(ChatError) {
        guard (1...pageLimit).contains(limit) else { throw .malformed("limit must be from 1 to \(pageLimit)") }
    }

    /// How many of the messages, from the first on, fit a page of history.
    private func fitting(_ messages: some Sequence<Message>) -> Int {
        Self.fitting(messages, bytes: Self.pageBytes - Self.envelopeBytes, { ChatFrames.newMessage($0).count }, size: \.self).count
    }

    /// More than a `history` frame has around its messages, the longest id included.
    private static let envelopeBytes = 1_024

    /// Encodes until a page is full. The store counts contents only; what the frames add to them is counted here.
    private static func fitting<Element, Encoded>(
        _ elements: some Sequence<Element>, bytes limit: Int, _ encode: (Element) -> Encoded, size: (Encoded) -> Int
    ) -> [Encoded] {
        var page: [Encoded] = []
        var bytes = 0
        for element in elements {
            let encoded = encode(element)
            bytes += size(encoded)
            guard bytes <= limit || page.isEmpty else { break }
            page.append(encoded)
        }
        return page
    }
}
