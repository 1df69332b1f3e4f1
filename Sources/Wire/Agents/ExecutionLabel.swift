/// A name and a value that an execution's owner gave it.
public struct ExecutionLabel: Sendable, Equatable {
    /// How many an execution has at most.
    public static let limit = 32
    /// The longest name, in bytes: an ``Identifier``.
    public static let nameLimit = 80
    /// The longest value, in bytes.
    public static let valueLimit = 256

    public var name: String
    public var value: String

    /// A label.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
