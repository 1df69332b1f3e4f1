/// What was measured in one second.
///
/// An hour of them is kept, so numbers are `Float`: seven digits are more than anybody reads. nil is not measured; lists hold
/// only what happened. Counts are of this second alone, levels are as at its end.
public struct OperationsSecond: Sendable, Equatable {
    /// Its end, Unix time in milliseconds.
    public var endMilliseconds: Int64
    /// How long it was: about 1, more after a standstill.
    public var seconds: Float

    public var connections = Connections()
    /// Sockets opened.
    public var opened: Float?
    /// Sockets closed, by close code.
    public var closes: [Tally] = []
    /// Sockets refused, by reason.
    public var refusals: [Tally] = []
    /// Sockets closed because they did not read, by endpoint.
    public var slowConsumers: [Tally] = []

    /// Messages from clients.
    public var messagesIn: Float?
    /// Messages to clients.
    public var messagesOut: Float?
    public var bytesIn: Float?
    public var bytesOut: Float?

    /// All operations, by how they ended.
    public var operations: Outcomes?
    /// Handshakes that went well.
    public var handshakes: Float?
    /// Answers of the assistant, by how they ended.
    public var answers: Outcomes?
    /// Errors told to clients, by code.
    public var errors: [Tally] = []
    /// Operations that ended in an error of the server: endpoint and operation, `chat message`.
    public var failures: [Tally] = []

    /// How long operations took, over the last 10 s.
    public var latency = Quantiles()
    /// From a frame's receipt to its last recipient, over the last 10 s.
    public var delivery = Quantiles()
    /// How late event loops ran: milliseconds, 99 %, over the last 10 s.
    public var loopLagP99: Float?

    /// How long commits of the store took: milliseconds, 99 %, over the last 10 s.
    public var commitP99: Float?
    /// Writes that wait for a commit.
    public var storeQueue: Float?
    /// Writes and reads of the store that failed.
    public var storeErrors: Float?

    /// Executions of agents that are not over.
    public var executions = Executions()
    /// Executions that ended, however.
    public var executionsEnded: Float?
    /// Those of them that failed.
    public var executionsFailed: Float?
    /// Tokens that models read and wrote, for answers and for agents.
    public var tokens: Float?
    /// What models cost, for answers and for agents, US dollars.
    public var costUSD: Float?

    /// Rooms with a socket.
    public var rooms: Float?
    /// Bytes that wait for slow peers.
    public var outboxBytes: Float?
    /// Seconds of processor time.
    public var cpuSeconds: Float?
    public var residentBytes: Float?
    public var openFileDescriptors: Float?

    /// A second of which nothing is known yet.
    public init(endMilliseconds: Int64, seconds: Float = 1) {
        self.endMilliseconds = endMilliseconds
        self.seconds = seconds
    }
}

extension OperationsSecond {
    /// Open sockets by endpoint.
    public struct Connections: Sendable, Equatable {
        public var chat: Float?
        public var agents: Float?
        public var dashboard: Float?
        public var total: Float?

        /// - Parameter total: all endpoints together.
        public init(chat: Float? = nil, agents: Float? = nil, dashboard: Float? = nil, total: Float? = nil) {
            self.chat = chat
            self.agents = agents
            self.dashboard = dashboard
            self.total = total
        }
    }

    /// Executions of agents by state.
    public struct Executions: Sendable, Equatable {
        public var pending: Float?
        public var running: Float?

        /// - Parameter pending: waiting for somebody to run them.
        public init(pending: Float? = nil, running: Float? = nil) {
            self.pending = pending
            self.running = running
        }
    }

    /// Operations by how they ended.
    public struct Outcomes: Sendable, Equatable {
        public var ok: Float
        /// The clients' doing.
        public var clientErrors: Float
        /// The server's doing.
        public var serverErrors: Float

        /// Numbers of operations.
        public init(ok: Float = 0, clientErrors: Float = 0, serverErrors: Float = 0) {
            self.ok = ok
            self.clientErrors = clientErrors
            self.serverErrors = serverErrors
        }
    }

    /// Milliseconds.
    public struct Quantiles: Sendable, Equatable {
        public var p50: Float?
        public var p90: Float?
        public var p99: Float?
        public var max: Float?

        /// - Parameter max: the longest.
        public init(p50: Float? = nil, p90: Float? = nil, p99: Float? = nil, max: Float? = nil) {
            self.p50 = p50
            self.p90 = p90
            self.p99 = p99
            self.max = max
        }
    }
}
