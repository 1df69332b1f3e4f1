import NIOCore
import Telemetry
import Wire

/// One upgraded WebSocket: the last handler of its channel, and everything the server knows of the socket.
///
/// A connection lives on one event loop: its decoder, outbox, membership and counters are touched there and nowhere else.
/// What other threads may do is ``post(_:)``.
// @unchecked: every stored property that changes is touched on the connection's event loop only; `loop` is immutable and
// has its own lock for what other threads put there.
public final class Connection: @unchecked Sendable {
    /// The life of a connection.
    enum Phase {
        /// Exits: closing (either side sends a Close, a violation, a deadline), closed (the channel went away).
        case open
        /// A Close of ours is out; input is read and discarded until the peer's Close, end of file or the deadline.
        /// Exits: closed.
        case closing
        /// The channel is closing or gone; the descriptor is forgotten. Exits: none.
        case closed
    }

    public let loop: LoopHub
    public let endpoint: EndpointLoop
    /// The address that the limits count: the peer, or the client that a trusted proxy named.
    public let remoteAddress: String

    var session: (any SocketSession)?
    var phase = Phase.open
    var context: ChannelHandlerContext?
    /// The socket, for direct writes; -1 with TLS and from the moment the channel starts to close.
    var descriptor: Int32 = -1
    var decoder: FrameDecoder
    var outbox: Outbox
    /// Frames of this tick that are for this connection alone.
    var tick: ByteBuffer?

    // Membership in a group of the hub.
    var room: LoopRoom?
    var memberIndex = -1
    var membership = Membership()
    /// Whether the room may write whole batches to this member: nothing that it was told otherwise can come by any more.
    var takesWholeBatches = false
    /// Events that came by before the first frame was out.
    var held = HeldEvents()

    // Reading.
    var workInProgress = 0
    var isReadingPaused = false
    var isInputHeld = false
    var isAutoReadOff = false
    /// Whether input is being decoded further up the stack.
    var isDecoding = false
    /// Bytes that were read but not decoded because reading is paused.
    var unread: ByteBuffer?
    /// The bytes that began the input in hand were read at this time, monotonic nanoseconds.
    public internal(set) var readAt: Int64 = 0

    // Closing.
    var closeCode: CloseCode?
    var closedByServer = false
    var peerClosed = false
    /// The peer broke the framing: what follows cannot be read as frames.
    var discardsInput = false

    // Time, in ticks of the loop's wheel.
    var slot: Int32 = -1
    var generation: UInt32 = 0
    /// The tick of the one entry on the wheel that counts; 0 when there is none. Others that come up are stale.
    var dueTick: UInt32 = 0
    var lastReadTick: UInt32
    /// When the peer last took something that waited for it, and how much of the write in hand it had taken then, bytes.
    var progressTick: UInt32 = 0
    var takenBytes = 0
    var pingTick: UInt32 = 0
    var pingSentAt: Int64 = 0
    var closeTick: UInt32 = 0
    var deadlineTick: UInt32 = 0
    let openedAt: Int64
    /// What waits for the outbox to drain, in order.
    var onDrained: [() -> Void] = []

    init(loop: LoopHub, endpoint: EndpointLoop, session: any SocketSession, remoteAddress: String) {
        self.loop = loop
        self.endpoint = endpoint
        self.session = session
        self.remoteAddress = remoteAddress
        decoder = FrameDecoder(limit: endpoint.profile.messageLimit)
        outbox = Outbox(budget: endpoint.profile.outboxBudget)
        lastReadTick = loop.now
        openedAt = MonotonicTime.nanoseconds()
    }

    /// Whether frames can still be sent.
    public var isOpen: Bool { phase == .open }

    /// Nanoseconds since the upgrade.
    public var age: Int64 { MonotonicTime.nanoseconds() - openedAt }

    /// Whether something waits for the peer to read.
    public var isCongested: Bool { outbox.pending > 0 }

    /// Runs `body` on the connection's event loop, after what was posted before from the same thread. Any thread.
    ///
    /// All that is posted until ``Hub/flush()`` arrives with one hop; a post alone wakes the loop itself.
    public func post(_ body: @escaping @Sendable () -> Void) {
        loop.mail(.run(body))
        loop.wake()
    }

    /// As ``post(_:)``, without waking the loop: for use within a batch that ends with ``Hub/flush()``. Any thread.
    public func postInBatch(_ body: @escaping @Sendable () -> Void) {
        loop.mail(.run(body))
    }

    /// Calls ``SocketSession/deadlineReached(_:)`` in `milliseconds`, to the next tick of the wheel. Replaces the last deadline.
    public func setDeadline(milliseconds: Int64) {
        let ticks = min(max(milliseconds, 0) / Int64(LoopHub.tickMilliseconds), Int64(UInt32.max / 2))
        deadlineTick = loop.now &+ UInt32(ticks) &+ 1
        schedule(at: deadlineTick)
    }
}
