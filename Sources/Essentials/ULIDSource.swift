import Synchronization

/// Ids of 26 characters that sort by the time they were made: 48 bits of Unix milliseconds, then 80 random bits, in Crockford's base 32.
///
/// Within one millisecond, and when the clock goes back, the random part counts up by one, so that order holds.
/// Source: the ULID specification, <https://github.com/ulid/spec>, section "Monotonicity".
public final class ULIDSource: IDSource {
    private struct State {
        var value = ULIDValue()
        var random: any RandomNumberGenerator & Sendable
    }

    private let clock: any ServerClock
    private let state: Mutex<State>

    /// Makes a source.
    ///
    /// - Parameters:
    ///   - clock: where the time in the ids comes from.
    ///   - random: where the random part comes from; the system's generator by default.
    public init(clock: any ServerClock, random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
        self.clock = clock
        state = Mutex(State(random: random))
    }

    public func next() -> String {
        let now = UInt64(clamping: clock.unixMilliseconds())
        let value = state.withLock { state in
            if now > state.value.milliseconds {
                state.value = ULIDValue(
                    milliseconds: now, high: UInt16.random(in: .min ... .max, using: &state.random),
                    low: UInt64.random(in: .min ... .max, using: &state.random))
            } else {
                state.value.increment()
            }
            return state.value
        }
        return value.text
    }
}
