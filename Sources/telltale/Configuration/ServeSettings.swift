import Chat
import Gateway
import Identity
import Logging
import Storage

/// Everything that `serve` is told, checked and with its types: what the composition starts from.
///
/// Limits and times of 0 are off; see the documentation of each setting for what that means.
struct ServeSettings: Sendable {
    // Server

    /// Address or name of the interface to listen on, without brackets.
    var host: String
    /// TCP port; 0 takes a free one.
    var port: Int
    /// Path of the data folder.
    var dataFolder: String
    /// What the server is run for.
    var deployment: Deployment
    /// Event loops, at least 1.
    var threads: Int
    /// Certificate and key; `nil` is plain text.
    var tls: TLSFiles?
    /// What a commit waits for.
    var synchronous: SQLiteStoreConfiguration.Synchronous
    /// Least important level that is logged.
    var logLevel: Logger.Level
    /// How log lines are written.
    var logFormat: LogFormat

    // Access

    /// Patterns of origins beside the request's own host; `nil` switches the check off.
    var allowedOrigins: [String]?
    /// Networks, as CIDR, whose forwarding headers are believed.
    var trustedProxies: [String]
    /// Whether a room is made by who first connects to it.
    var makesRoomsOnFirstUse: Bool

    // Tokens

    /// What tokens are checked with.
    var tokenKeys: TokenKeySource
    /// Path of the certificates that the server of a key set is trusted by; `nil` is the system's.
    var keySetAuthorities: String?
    /// The algorithm of a shared secret.
    var secretAlgorithm: SecretAlgorithm
    /// Required `iss`; `nil` is not checked.
    var jwtIssuer: String?
    /// Required `aud`; `nil` is not checked.
    var jwtAudience: String?
    /// Scopes of a token that names none.
    var defaultScopes: Scopes

    // Metrics

    /// Who reads metrics without a token.
    var metricsAccess: MetricsAccess
    /// TCP port of the metrics' own listener; 0 takes a free one, `nil` is none.
    var metricsPort: Int?
    /// Address or name of the interface of that listener.
    var metricsHost: String
    /// Whether OpenMetrics shows `_created` series.
    var showsCreated: Bool
    /// Whether the machine is measured too.
    var measuresHost: Bool
    /// Series of a family whose labels come from traffic.
    var metricsSeriesLimit: Int

    // Assistant

    /// Who answers in conversations, and when.
    var assistant: AssistantSettings

    // Agents

    /// Which agents there are, and within which bounds they are run.
    var agents: AgentSettings

    // Uploads

    /// Whether files are taken, and within which bounds.
    var uploads: UploadConfiguration

    // Limits

    /// Messages a second and connection.
    var messageRate: Int
    /// Messages at once, at least 1.
    var messageBurst: Int
    /// Messages a second of one user.
    var userMessageRate: Int
    /// Messages at once of one user, at least 1.
    var userMessageBurst: Int
    /// Refused messages in 10 s before a connection is closed.
    var maxRefusals: Int
    /// Frames that wait for their commit before reading pauses.
    var maxUncommittedFrames: Int
    /// Sockets of one user in one room.
    var socketsPerUser: Int
    /// Sockets from one address.
    var connectionsPerAddress: Int
    /// Sockets of this server.
    var maxConnections: Int
    /// TCP connections from one address.
    var tcpConnectionsPerAddress: Int
    /// TCP connections of this server.
    var maxTcpConnections: Int
    /// Largest chat message, bytes.
    var maxMessageBytes: Int
    /// Largest message on a dashboard socket, bytes.
    var dashboardMessageBytes: Int
    /// Bytes that may wait for one connection; see ``outboxBudget(messageLimit:)``.
    var outboxBytes: Int
    /// Payload bytes that may wait for a room on one event loop.
    var roomBacklogBytes: Int
    /// Bytes of text that may wait for a transaction.
    var storeQueueBytes: Int

    // Times

    /// For a new connection to send its request.
    var handshakeTimeout: Duration
    /// For an HTTP connection without a request.
    var httpIdleTimeout: Duration
    /// Without a byte from a socket before a ping.
    var heartbeatInterval: Duration
    /// After a ping without a byte back before a close.
    var heartbeatTimeout: Duration
    /// With `/readyz` at 503 before accepting ends.
    var drainDelay: Duration
    /// Over which open sockets are closed.
    var drainSpread: Duration
    /// From the first signal to the end of the process.
    var shutdownTimeout: Duration
}

extension ServeSettings {
    /// The outbox budget of a socket: never less than twice its largest message; 0 is off.
    /// - Parameter messageLimit: The socket's largest message in bytes; 0 is off.
    func outboxBudget(messageLimit: Int) -> Int {
        outboxBytes == 0 ? 0 : max(outboxBytes, 2 * messageLimit)
    }

    /// Largest body of a message that is posted over HTTP, bytes: a socket's limit; without one what the largest content takes as JSON.
    var postedMessageBytes: Int {
        // A byte may become six, as in \u0001.
        maxMessageBytes == 0 ? 6 * ChatService.contentLimit + 4096 : maxMessageBytes
    }

    /// Whether only this machine can reach the server.
    var isBoundToLoopback: Bool {
        Self.isLoopback(host)
    }

    /// Whether a host, without port and brackets, names this machine only.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}
