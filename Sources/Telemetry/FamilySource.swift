/// A family of a registry, whatever its children are.
protocol FamilySource: AnyObject, Sendable {
    var declaration: FamilyDeclaration { get }

    /// Reads all series.
    func collect() -> FamilySnapshot
}
