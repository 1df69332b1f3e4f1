/// How fast messages are published.
public enum Pace: Sendable, Equatable {
    /// Saturated, a closed loop: in each room at most this many messages that not every member has received; 1 to 32,768.
    case window(Int)
    /// An open loop: this many messages a second, spread over all rooms in turn, whatever the server does.
    case rate(Double)

    func validate() throws(LoadError) {
        switch self {
        case .window(let messages):
            guard (1...32_768).contains(messages) else { throw .badPlan("the window is 1 to 32,768 messages") }
        case .rate(let rate):
            guard rate > 0, rate <= 10_000_000 else { throw .badPlan("the rate is more than 0 and at most 10,000,000 messages/s") }
        }
    }
}
