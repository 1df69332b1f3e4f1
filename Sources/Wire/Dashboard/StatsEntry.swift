/// What the live feed says of a node, or of all nodes together, over one interval.
///
/// Every figure is optional: nil is "has not happened" or "this platform has none", and is left out on the wire. Rates are a
/// second, over the entry's interval.
public struct StatsEntry: Sendable, Equatable {
    /// Open sockets.
    public var connections = Connections()
    public var openedPerSecond: Double?
    public var closedPerSecond: Double?
    public var refusedPerSecond: Double?
    public var messagesInPerSecond: Double?
    public var messagesOutPerSecond: Double?
    public var bytesInPerSecond: Double?
    public var bytesOutPerSecond: Double?
    public var operationsPerSecond: Double?
    /// Server errors among all operations, 0 to 1.
    public var errorRate: Double?
    /// Client errors among all operations, 0 to 1.
    public var clientErrorRate: Double?
    /// Server errors among all operations of the last minute, 0 to 1.
    public var errorRate1m: Double?
    /// Server errors among all operations of the last five minutes, 0 to 1.
    public var errorRate5m: Double?
    /// How long operations took, over the last 10 s.
    public var latency = Quantiles()
    /// From a frame's receipt to its last local recipient, over the last 10 s.
    public var delivery = Quantiles()
    /// Errors a second by code, the ten most frequent.
    public var errorsByCode: [String: Double]?
    /// Rooms with a socket here.
    public var rooms: Double?
    /// The ten busiest rooms.
    public var topRooms: [TopRoom]?
    /// Executions of agents that are not over.
    public var executions = Executions()
    /// Executions of agents that ended, a second.
    public var executionsPerSecond = ExecutionRates()
    /// Tokens that models read and wrote, for answers and for agents, a second.
    public var tokensPerSecond: Double?
    /// What models cost, for answers and for agents, US dollars an hour.
    public var costUSDPerHour: Double?
    /// From asking a model to its first text, over the last 10 s.
    public var timeToFirstChunk = Quantiles()
    public var store = Store()
    /// Bytes waiting in all outboxes together.
    public var outboxBytes: Double?
    public var slowConsumersPerSecond: Double?
    /// Cores used.
    public var cpu: Double?
    public var rssBytes: Double?
    public var openFileDescriptors: Double?
    /// Milliseconds, over the last 10 s.
    public var eventLoopLagP99: Double?
    public var uptimeSeconds: Double?

    /// An entry that knows nothing yet.
    public init() {}

    /// Open sockets by endpoint.
    public struct Connections: Sendable, Equatable {
        public var chat: Double?
        public var agents: Double?
        public var dashboard: Double?
        public var total: Double?

        /// Nothing known.
        public init() {}
    }

    /// Executions that are not over.
    public struct Executions: Sendable, Equatable {
        public var pending: Double?
        public var running: Double?

        /// Nothing known.
        public init() {}
    }

    /// Executions that ended, a second.
    public struct ExecutionRates: Sendable, Equatable {
        public var completed: Double?
        public var failed: Double?
        public var cancelled: Double?

        /// Nothing known.
        public init() {}
    }

    /// Quantiles in milliseconds.
    public struct Quantiles: Sendable, Equatable {
        public var p50: Double?
        public var p90: Double?
        public var p99: Double?
        public var max: Double?

        /// Nothing known.
        public init() {}
    }

    /// The message store.
    public struct Store: Sendable, Equatable {
        /// How long a commit took, milliseconds, over the last 10 s.
        public var commitP99: Double?
        /// Writes that wait for a commit.
        public var queue: Double?

        /// Nothing known.
        public init() {}
    }
}
