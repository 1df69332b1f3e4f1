/// What a connection may do with bytes it wants to send: decided here, done by ``Connection``.
///
/// Every byte towards the peer passes here, in order: what the kernel did not take at once is in NIO's hands until NIO
/// says so, and until then everything that follows goes the same way.
struct Outbox {
    /// Exits: open → overrun, sealed (our Close frame is queued), dead; overrun → sealed, dead; sealed → dead; dead → none.
    enum State {
        case open
        /// The budget was exceeded: only the Close frame may still follow.
        case overrun
        /// A Close frame was queued: RFC 6455, section 5.5.1, lets nothing follow it.
        case sealed
        /// A write failed: what the peer has is unknown, so nothing may follow, though the queue is empty.
        case dead
    }

    enum Admission: Equatable {
        /// Nothing is pending: write to the descriptor.
        case direct
        /// Something is pending: hand to NIO, behind it.
        case queue
        /// The budget would be exceeded: close the consumer as too slow.
        case overBudget
        /// Closing or dead: drop.
        case refused
    }

    private(set) var state = State.open
    /// Bytes handed to NIO and not yet completed. Our own count: `isWritable` changes at NIO's watermarks only.
    private(set) var pending = 0
    /// The most bytes that may be pending. One frame and a Close may go beyond it: see ``Connection/directWriteFell(short:of:)``.
    let budget: Int

    /// - Parameter budget: bytes; 0 is no limit.
    init(budget: Int) {
        self.budget = budget == 0 ? .max : budget
    }

    var isIdle: Bool { pending == 0 && state == .open }
    var isDead: Bool { state == .dead }

    /// Asks to send `count` bytes.
    func admit(_ count: Int) -> Admission {
        guard state == .open else { return .refused }
        guard pending > 0 else { return .direct }
        return count <= budget - pending ? .queue : .overBudget
    }

    /// Asks to send the last bytes, a Close frame: behind what is pending, whatever the budget.
    func admitLast() -> Admission {
        guard state == .open || state == .overrun else { return .refused }
        return pending > 0 ? .queue : .direct
    }

    /// NIO was given `count` bytes.
    mutating func queued(_ count: Int) {
        pending += count
    }

    /// NIO completed `count` bytes.
    mutating func completed(_ count: Int) {
        pending -= count
    }

    /// The budget was exceeded.
    mutating func overrun() {
        if state == .open { state = .overrun }
    }

    /// A Close frame was queued.
    mutating func seal() {
        if state != .dead { state = .sealed }
    }

    /// A write failed.
    mutating func fail() {
        state = .dead
    }
}
