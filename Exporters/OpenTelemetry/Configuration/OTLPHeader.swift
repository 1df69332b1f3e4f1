/// A header of every request. Its value may be a secret, so no description shows it.
public struct OTLPHeader: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    public var description: String { "\(name): …" }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
