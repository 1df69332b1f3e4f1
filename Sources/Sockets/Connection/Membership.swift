/// How a connection takes part in its group while it catches up: decided here, done by ``Connection``.
///
/// A socket joins the group first and is told what it missed afterwards, so that nothing can fall between. Until it is live,
/// events with a `seq` are only noted (the store has them); the others are held until the first frame is out. Parts of what
/// the group streams are in no store: who joins is told all so far in one frame, and the parts within it are left out.
struct Membership {
    enum Phase: Equatable {
        /// Exits: catchingUp (``begin()``), live (``goLive(after:)``).
        case joining
        /// The socket's first frame is out; it reads what it missed. Exits: live.
        case catchingUp
        /// Live; events up to `after` were replayed and are left out. Exits: none.
        case live(after: Int64)
    }

    enum Fate: Equatable { case deliver, hold, drop }

    private(set) var phase = Phase.joining
    /// The highest `seq` that came by and was not delivered.
    private(set) var noted: Int64 = 0
    /// The last part that the socket was told in another way.
    private var lastToldPart: Int64 = 0

    /// Decides about one event.
    ///
    /// - Parameters:
    ///   - seq: 0 for events that may be missed.
    ///   - part: 0 for events that are no part of what the group streams.
    mutating func fate(seq: Int64, part: Int64 = 0) -> Fate {
        if isTold(part: part) { return .drop }
        switch phase {
        case .live(let after):
            return seq == 0 || seq > after ? .deliver : .drop
        case .joining, .catchingUp:
            if seq > 0 {
                noted = max(noted, seq)
                return .drop
            }
            return phase == .joining ? .hold : .deliver
        }
    }

    /// Whether a batch can be delivered whole, without looking at each event.
    func takesWhole(lowestSeq: Int64, lowestPart: Int64 = .max) -> Bool {
        if case .live(let after) = phase { return lowestSeq > after && lowestPart > lastToldPart }
        return false
    }

    /// The socket has been told everything up to `part`. Never goes back.
    mutating func skipParts(through part: Int64) {
        lastToldPart = max(lastToldPart, part)
    }

    /// Whether this is a part that the socket has been told.
    func isTold(part: Int64) -> Bool {
        part > 0 && part <= lastToldPart
    }

    /// The first frame is out.
    mutating func begin() {
        if phase == .joining { phase = .catchingUp }
    }

    /// Everything up to `seq` has been replayed.
    ///
    /// - Returns: false when something newer came by meanwhile: replay up to ``noted`` first.
    mutating func goLive(after seq: Int64) -> Bool {
        guard noted <= seq else { return false }
        phase = .live(after: seq)
        return true
    }
}
