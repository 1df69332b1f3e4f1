/// What a token allows its bearer to do.
///
/// A token names its scopes in `scope` (space separated) or `scopes` (array). ``admin`` allows all of them.
public struct Scopes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// `chat`: the chat socket and its REST API.
    public static let chat = Scopes(rawValue: 1 << 0)
    /// `agents`: own agent executions.
    public static let agents = Scopes(rawValue: 1 << 1)
    /// `agents:write`: a worker that claims executions and reports on them.
    public static let agentsWrite = Scopes(rawValue: 1 << 2)
    /// `dashboard`: the dashboard socket.
    public static let dashboard = Scopes(rawValue: 1 << 3)
    /// `metrics`: the metrics endpoint.
    public static let metrics = Scopes(rawValue: 1 << 4)
    /// `admin`: everything.
    public static let admin = Scopes(rawValue: 1 << 5)

    /// Every scope and its name in tokens, in the order in which they are written.
    public static let names: [(name: String, scope: Scopes)] = [
        ("chat", .chat), ("agents", .agents), ("agents:write", .agentsWrite),
        ("dashboard", .dashboard), ("metrics", .metrics), ("admin", .admin),
    ]

    /// The scopes named in a space-separated list; names that are not ours (`openid`, `profile` …) are ignored.
    ///
    /// Source: RFC 6749 section 3.3, RFC 8693 section 4.2.
    public init(parsing text: String) {
        self = []
        var text = text
        text.withUTF8 { bytes in
            for name in bytes.split(separator: UInt8(ascii: " ")) {
                if let known = Scopes.named(UnsafeBufferPointer(rebasing: name)) { formUnion(known) }
            }
        }
    }

    /// The scope with this name, or nil: lets a command line refuse a misspelt one.
    public init?(name: String) {
        var name = name
        guard let known = name.withUTF8(Scopes.named) else { return nil }
        self = known
    }

    private static func named(_ text: UnsafeBufferPointer<UInt8>) -> Scopes? {
        for (name, scope) in names where name.utf8.count == text.count {
            var name = name
            if name.withUTF8({ $0.hasSameBytes(as: text) }) { return scope }
        }
        return nil
    }

    /// Whether these scopes suffice for all of `needed`.
    public func allows(_ needed: Scopes) -> Bool {
        contains(.admin) || isSuperset(of: needed)
    }
}

extension Scopes: CustomStringConvertible {
    /// The names, space separated, as the `scope` claim has them.
    public var description: String {
        Scopes.names.filter { contains($0.scope) }.map(\.name).joined(separator: " ")
    }
}
