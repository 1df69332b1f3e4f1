/// A `ws://` address whose path may name the connection: `{i}` is its index, `{room}` the index of its room.
public struct TargetURL: Sendable, Equatable {
    /// Host name or address, without brackets.
    public let host: String
    /// TCP port; 80 when the URL names none.
    public let port: UInt16
    /// Path and query, beginning with `/`.
    public let pathTemplate: String

    public init(host: String, port: UInt16, pathTemplate: String) {
        self.host = host
        self.port = port
        self.pathTemplate = pathTemplate
    }

    /// Reads `ws://host[:port][/path][?query]`.
    ///
    /// - Throws: ``LoadError`` for another scheme, an empty host or a bad port.
    public init(parsing text: String) throws(LoadError) {
        guard text.hasPrefix("ws://") else {
            throw .badTarget("the target must begin with ws:// (TLS is not spoken): \(text)")
        }
        let rest = text.dropFirst(5)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let path = rest[end...]
        (host, port) = try Self.authority(rest[..<end])
        pathTemplate = path.hasPrefix("/") ? String(path) : "/" + path
    }

    /// The path of one connection.
    public func path(for place: ConnectionPlace) -> String {
        Self.replace("{room}", by: String(place.room), in: Self.replace("{i}", by: String(place.index), in: pathTemplate))
    }

    /// The value of the `Host` header.
    public var hostHeader: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    private static func authority(_ text: Substring) throws(LoadError) -> (String, UInt16) {
        var host = text
        var port: UInt16 = 80
        let afterAddress = text.lastIndex(of: "]") ?? text.startIndex
        if let colon = text[afterAddress...].lastIndex(of: ":") {
            guard let number = UInt16(text[text.index(after: colon)...]), number > 0 else {
                throw .badTarget("not a port: \(text)")
            }
            (host, port) = (text[..<colon], number)
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, !host.contains("@") else { throw .badTarget("no host in the target: \(text)") }
        return (String(host), port)
    }

    private static func replace(_ name: String, by value: String, in text: String) -> String {
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: name) {
            result += rest[..<range.lowerBound] + value
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}
