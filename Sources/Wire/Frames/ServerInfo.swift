/// The server as `connection` names it.
public struct ServerInfo: Sendable, Equatable {
    public var name: String
    public var version: String
    /// This node among several.
    public var node: String

    /// A server.
    public init(name: String, version: String, node: String) {
        self.name = name
        self.version = version
        self.node = node
    }

    /// Writes `{name, version, node}`.
    public func encode(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("version", version)
        writer.member("node", node)
        writer.endObject()
    }
}
