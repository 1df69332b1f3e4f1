/// What a run does. Every field has a bound, so a run ends.
public struct LoadPlan: Sendable {
    /// The server under test.
    public var target: LoadTarget
    /// Connections and rooms; one room of 100 by default.
    public var topology = Topology()
    /// How fast to publish; a window of 4 by default.
    public var pace = Pace.window(4)
    /// Length of a published JSON text in bytes; 256 by default, 65,536 at most. The fields alone need about 90.
    public var messageBytes = 256
    /// Whether messages carry an `id`; false by default.
    public var withIDs = false
    /// Publishing before the measurement, in seconds; 1 by default.
    public var warmUpSeconds = 1.0
    /// Length of the measurement, or how long idle connections are held, in seconds; 5 by default, a day at most.
    public var durationSeconds = 5.0
    /// The measurement ends after this many messages; 0, the default, is no such end.
    public var maximumMessages = 0
    /// Deliveries are lost when none has come for this long, in seconds; 5 by default.
    public var timeoutSeconds = 5.0
    /// Connections that are being made at once; 64 by default.
    public var connectConcurrency = 64
    /// Text messages that the server sends to a new connection before it counts as ready; 0 by default, 1 for Telltale
    /// (its `connection` frame).
    public var greetings = 0
    /// Processes whose time and memory are measured, each with its descendants; none by default.
    public var serverPIDs: [Int32] = []

    public init(target: LoadTarget) { self.target = target }

    /// - Throws: ``LoadError`` for a value outside its bounds.
    public func validate() throws(LoadError) {
        try topology.validate()
        try pace.validate()
        guard (0...65_536).contains(messageBytes) else { throw .badPlan("a message may have 65,536 bytes at most") }
        guard (0...86_400).contains(warmUpSeconds), durationSeconds > 0, durationSeconds <= 86_400 else {
            throw .badPlan("warm-up and duration may be a day at most, and the duration more than 0 seconds")
        }
        guard timeoutSeconds > 0, timeoutSeconds <= 3_600 else { throw .badPlan("the timeout is 0 to 3,600 seconds") }
        guard (1...10_000).contains(connectConcurrency) else { throw .badPlan("the concurrency is 1 to 10,000") }
        guard maximumMessages >= 0, greetings >= 0 else { throw .badPlan("counts cannot be negative") }
        guard messagesInFlight <= 20_000_000 / topology.publisherCount else {
            throw .badPlan("rate, duration and publishers ask for too many messages to keep account of")
        }
    }

    /// How many messages of one publisher the ledger has to remember: all of an open loop, since it does not wait.
    var messagesInFlight: Int {
        switch pace {
        case .window(let messages): messages * 2
        case .rate(let rate):
            Int(min(rate * (warmUpSeconds + durationSeconds + timeoutSeconds) / Double(topology.publisherCount), 1e9)) + 2
        }
    }
}
