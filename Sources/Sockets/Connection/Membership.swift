/// How a connection takes part in its group while it catches up: decided here, done by ``Connection``.
///
/// A socket joins the group first and is told what it missed afterwards, so that nothing can fall between. Until it is live,
/// events with a `seq` are only noted (the store has them); the others are held until the first frame is out.
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

    /// Decides about one event; `seq` is 0 for those that may be missed.
    mutating func fate(seq: Int64) -> Fate {
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

    /// Whether a batch can be delivered whole from now on, without looking at each event.
    func takesWhole(lowestSeq: Int64) -> Bool {
        if case .live(let after) = phase { return lowestSeq > after }
        return false
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
