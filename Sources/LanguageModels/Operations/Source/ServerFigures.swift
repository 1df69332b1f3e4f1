/// Which server it is, and what it has room for.
public struct ServerFigures: Sendable, Equatable {
    /// The node's name.
    public var node: String
    public var version: String
    /// Since the process started; nil when the platform does not say.
    public var uptimeSeconds: Double?
    /// Sockets that it may have; nil is no limit.
    public var connectionLimit: Int?
    /// File descriptors that it may open; nil when the platform does not say.
    public var fileDescriptorLimit: Int?
    /// What is broken now, a component each: `store: unavailable`. Empty is good.
    public var problems: [String]

    /// A server.
    public init(
        node: String, version: String, uptimeSeconds: Double? = nil, connectionLimit: Int? = nil, fileDescriptorLimit: Int? = nil,
        problems: [String] = []
    ) {
        self.node = node
        self.version = version
        self.uptimeSeconds = uptimeSeconds
        self.connectionLimit = connectionLimit
        self.fileDescriptorLimit = fileDescriptorLimit
        self.problems = problems
    }
}
