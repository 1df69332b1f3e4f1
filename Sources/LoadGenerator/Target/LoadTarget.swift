/// The server under test: its address, and the request path of each connection.
public struct LoadTarget: Sendable {
    let address: TargetAddress
    let hostHeader: String
    let path: @Sendable (ConnectionPlace) throws -> String

    /// - Parameters:
    ///   - url: host and port; its path is used only when `path` is nil.
    ///   - path: makes the path and query of a connection, a token included. Called once for each connection, while connecting.
    /// - Throws: ``LoadError`` as ``TargetAddress/init(resolving:port:allowRemote:)``.
    public init(
        url: TargetURL,
        allowRemote: Bool = false,
        path: (@Sendable (ConnectionPlace) throws -> String)? = nil
    ) throws(LoadError) {
        address = try TargetAddress(resolving: url.host, port: url.port, allowRemote: allowRemote)
        hostHeader = url.hostHeader
        self.path = path ?? { url.path(for: $0) }
    }
}
