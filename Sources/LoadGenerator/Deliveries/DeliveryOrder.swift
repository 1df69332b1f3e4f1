/// What one subscriber has received from one publisher: tells a message that comes twice from one that comes late.
///
/// A window of the last 64 sequences, as in the anti-replay check of RFC 4303 section 3.4.3.
struct DeliveryOrder {
    enum Verdict: Equatable {
        /// The next in order.
        case next
        /// In order, but some before it have not come; they may be late, or lost.
        case afterGap
        /// A later one came before it.
        case late
        /// It had come before.
        case doubled
    }

    private var highest: UInt32 = 0
    private var seen: UInt64 = 0

    /// Takes note of a delivery. One that lies further back than the window counts as late.
    @inline(__always)
    mutating func observe(_ sequence: UInt32) -> Verdict {
        if sequence == highest &+ 1 {
            highest = sequence
            seen = seen << 1 | 1
            return .next
        }
        return observeOutOfOrder(sequence)
    }

    /// Whether the message has come; what lies further back than the window is taken to have.
    func hasSeen(_ sequence: UInt32) -> Bool {
        guard sequence <= highest else { return false }
        let age = highest - sequence
        return age >= 64 || seen & (1 << UInt64(age)) != 0
    }

    private mutating func observeOutOfOrder(_ sequence: UInt32) -> Verdict {
        if sequence > highest {
            seen = seen << UInt64(sequence - highest) | 1
            highest = sequence
            return .afterGap
        }
        let age = highest - sequence
        guard age < 64 else { return .late }
        let bit: UInt64 = 1 << UInt64(age)
        if seen & bit != 0 { return .doubled }
        seen |= bit
        return .late
    }
}
