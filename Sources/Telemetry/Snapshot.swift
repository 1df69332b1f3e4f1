/// Every family of a registry at one moment.
public struct Snapshot: Sendable {
    /// The families, by name.
    public var families: [FamilySnapshot]

    /// When the gather began, in nanoseconds of the registry's monotonic clock.
    public let takenAtNanoseconds: Int64

    public init(families: [FamilySnapshot] = [], takenAtNanoseconds: Int64 = 0) {
        self.families = families
        self.takenAtNanoseconds = takenAtNanoseconds
    }

    /// The family of that name, or nil.
    public func family(_ name: String) -> FamilySnapshot? {
        families.first { $0.name == name }
    }
}
