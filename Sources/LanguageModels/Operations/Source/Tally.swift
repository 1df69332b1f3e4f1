/// How often one of several things happened.
public struct Tally: Sendable, Equatable {
    /// From a closed set: an error code, a close code, a reason, an endpoint.
    public var name: String
    public var count: Float

    /// A count.
    public init(_ name: String, _ count: Float) {
        self.name = name
        self.count = count
    }
}
