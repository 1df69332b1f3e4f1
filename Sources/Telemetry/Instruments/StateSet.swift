import Synchronization

/// States that something can be in, each of them on or off, such as the phases of a server.
///
/// Shown as one series for each state, 1 or 0, with the state in a label that is named like the family. Every method may
/// be called from any thread. A snapshot shows the states of one moment: after ``select(_:)`` never two, and never none.
public final class StateSet: Instrument {
    /// States that a set may have.
    static let limit = 64

    /// The states, in the order of the declaration.
    public let states: [String]

    private let onUnknown: @Sendable (String) -> Void

    /// One bit for each state.
    private let bits = Atomic<UInt64>(0)

    /// The bits as the current gather found them, for all series that it reads.
    private let gathered = Atomic<UInt64>(0)

    /// - Parameters:
    ///   - states: at most ``limit``.
    ///   - onUnknown: told of a state that is none of them.
    init(states: [String], onUnknown: @escaping @Sendable (String) -> Void) {
        self.states = states
        self.onUnknown = onUnknown
    }

    /// Turns one state on or off and leaves the others. A state that was not declared is kept in ``Registry/problems``.
    public func set(_ state: String, _ on: Bool) {
        guard let bit = bit(of: state) else { return onUnknown(state) }
        if on {
            bits.bitwiseOr(bit, ordering: .relaxed)
        } else {
            bits.bitwiseAnd(~bit, ordering: .relaxed)
        }
    }

    /// Turns one state on and all others off, at once. A state that was not declared changes nothing and is kept in
    /// ``Registry/problems``.
    public func select(_ only: String) {
        guard let bit = bit(of: only) else { return onUnknown(only) }
        bits.store(bit, ordering: .relaxed)
    }

    /// Whether a state is on; false for one that was not declared.
    public func isOn(_ state: String) -> Bool {
        bit(of: state).map { bits.load(ordering: .relaxed) & $0 != 0 } ?? false
    }

    public func read(_ part: Int, into value: inout SeriesValue, gather: Gather) {
        if part == 0 { gathered.store(bits.load(ordering: .relaxed), ordering: .relaxed) }
        let isOn = gathered.load(ordering: .relaxed) >> UInt64(part) & 1
        value = .number(Double(isOn))
    }

    private func bit(of state: String) -> UInt64? {
        states.firstIndex(of: state).map { 1 << UInt64($0) }
    }
}
