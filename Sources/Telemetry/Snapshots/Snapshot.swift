/// Every family of a registry at one moment.
///
/// A reader that asks again and again keeps one and lets ``Registry/refresh(_:)`` bring it up to date.
public struct Snapshot: Sendable {
    /// The families, by name.
    public var families: [FamilySnapshot]

    /// When the gather began, in nanoseconds of the registry's monotonic clock.
    public internal(set) var takenAtNanoseconds: Int64

    /// When the gather began, in seconds since 1970 by the registry's wall clock.
    public internal(set) var takenAtUnixSeconds: Double

    /// Which plan of which registry the families follow; 0 for none.
    var plan: UInt64 = 0

    public init(families: [FamilySnapshot] = [], takenAtNanoseconds: Int64 = 0, takenAtUnixSeconds: Double = 0) {
        self.families = families
        self.takenAtNanoseconds = takenAtNanoseconds
        self.takenAtUnixSeconds = takenAtUnixSeconds
    }

    /// The family of that name, or nil.
    public func family(_ name: String) -> FamilySnapshot? {
        families.first { $0.name == name }
    }
}
