import NIOCore

/// The members of one group on one event loop, and what the group got since they were last written to.
///
/// Not thread-safe: confined to the loop of its ``LoopHub``.
final class LoopRoom {
    /// One member, small and contiguous: a walk over a thousand members touches sixteen bytes of each, not its connection.
    struct Member {
        /// The descriptor while the member may be written to directly: nothing pending, nothing to leave out. Else -1.
        var descriptor: Int32
        /// Unretained: a connection leaves its room before it is released by the loop's table of connections.
        let connection: Unmanaged<Connection>
    }

    let group: String
    let endpoint: EndpointLoop
    private(set) var members: ContiguousArray<Member> = []
    /// The next batch: what has come and is not being written yet.
    private(set) var incoming = TickBatch()
    /// What came while the next batch was full, in order; the payloads are shared by all loops.
    private var overflow = Queue<Publication>()
    /// The connections whose work is done but for the room's backlog, once for each piece of work.
    private var waiters: [Connection] = []
    /// Payload bytes that have come and were not written to every member yet.
    private(set) var backlog = 0
    private let backlogLimit: Int
    /// At this size a batch is full. A member that reads in step must not be found slow for one batch, so that a batch is
    /// a fraction of the outbox's budget, and of a size that reuses its memory.
    private let batchLimit: Int
    /// What the walk in progress writes.
    private(set) var outgoing = TickBatch()
    /// Next member to write to, and the end of those who were here when the walk began.
    private var cursor = 0
    private var end = 0
    private var recipients = 0
    private(set) var isWalking = false
    private var pacing = WalkPacing()
    /// Whether the loop has the room in its list of rooms to walk.
    var isQueued = false

    init(group: String, endpoint: EndpointLoop) {
        self.group = group
        self.endpoint = endpoint
        let (backlogLimit, budget) = (endpoint.profile.roomBacklogLimit, endpoint.profile.outboxBudget)
        self.backlogLimit = backlogLimit > 0 ? backlogLimit : .max
        batchLimit = budget > 0 ? min(TickBatch.keptCapacity, max(1, budget / 4)) : TickBatch.keptCapacity
    }

    var isEmpty: Bool { members.isEmpty }

    /// Adds a connection; it takes part from the next walk on.
    ///
    /// - Returns: its index.
    func add(_ connection: Connection) -> Int {
        members.append(Member(descriptor: -1, connection: .passUnretained(connection)))
        return members.count - 1
    }

    /// Removes the member at `index`, in constant time and without disturbing a walk: whoever moves stays on the same side
    /// of the cursor.
    func remove(at index: Int) {
        var hole = index
        if hole < cursor {
            cursor -= 1
            move(from: cursor, to: hole)
            hole = cursor
        }
        if hole < end {
            end -= 1
            move(from: end, to: hole)
            hole = end
        }
        move(from: members.count - 1, to: hole)
        members.removeLast()
    }

    private func move(from: Int, to: Int) {
        guard from != to else { return }
        members[to] = members[from]
        members[to].connection.takeUnretainedValue().memberIndex = to
    }

    /// Allows or forbids direct writes to a member.
    func setDescriptor(_ descriptor: Int32, at index: Int) {
        members[index].descriptor = descriptor
    }

    /// Takes a publication for the next batch, or for one after it.
    func receive(_ publication: Publication) {
        backlog += publication.payload.count
        // Whatever is in the overflow found the next batch full, and it is filled up whenever it is taken.
        if incoming.bytes.readableBytes < batchLimit { append(publication) } else { overflow.append(publication) }
    }

    private func append(_ publication: Publication) {
        incoming.append(publication, sent: endpoint.sent(FrameType.label(of: publication.payload)))
    }

    /// Whether more than the next batch waits to be written.
    var isBackedUp: Bool { !overflow.isEmpty }

    /// Nanoseconds until the next walk may begin; 0 for a room at rest and for one whose next batch is full.
    var wait: Int64 { isBackedUp ? 0 : pacing.wait(at: MonotonicTime.nanoseconds()) }

    /// Whether publishers have to wait; see ``Connection/endWork()``.
    var isBehind: Bool { backlog > backlogLimit }

    /// Keeps a piece of the connection's work until the room has caught up.
    func wait(_ connection: Connection) {
        waiters.append(connection)
    }

    /// - Returns: those whose work is done because the backlog fell below half its limit, in the order in which they came.
    func takeWaiters() -> [Connection] {
        guard !waiters.isEmpty, backlog <= backlogLimit / 2 else { return [] }
        defer { waiters = [] }
        return waiters
    }

    /// Writes to the next `limit` members at most. A member may leave from within: NIO closes a channel while it fails to
    /// write to it. The cursor has passed a member before it is written to, so nobody is left out by that.
    ///
    /// - Returns: how many members were written to.
    func walk(limit: Int) -> Int {
        if !isWalking { begin() }
        var walked = 0
        outgoing.bytes.withUnsafeReadableBytes { bytes in
            while cursor < end, walked < limit {
                let member = members[cursor]
                cursor += 1
                walked += 1
                if write(bytes, to: member) { recipients += 1 }
            }
        }
        if cursor == end { finish() }
        return walked
    }

    private func begin() {
        swap(&incoming, &outgoing)
        while incoming.bytes.readableBytes < batchLimit, let publication = overflow.popFirst() { append(publication) }
        isWalking = true
        pacing.began(at: MonotonicTime.nanoseconds())
        cursor = 0
        end = members.count
        recipients = 0
    }

    @inline(__always)
    private func write(_ bytes: UnsafeRawBufferPointer, to member: Member) -> Bool {
        guard member.descriptor >= 0 else { return member.connection.takeUnretainedValue().deliver(outgoing) }
        let result = DescriptorWrite.send(member.descriptor, bytes)
        if result != .wrote(bytes.count) {
            member.connection.takeUnretainedValue().directWriteFell(short: result, of: outgoing.bytes)
        }
        return true
    }

    private func finish() {
        endpoint.count(outgoing, recipients: recipients)
        backlog -= outgoing.payloadBytes
        outgoing.clear()
        isWalking = false
        pacing.ended(at: MonotonicTime.nanoseconds())
        cursor = 0
        end = 0
    }
}
