/// A family of a registry, whatever its children are.
protocol FamilySource: AnyObject, Sendable {
    var declaration: FamilyDeclaration { get }

    /// Brings all series up to date, in the memory of an earlier snapshot of this family. One gather at a time calls.
    func read(into family: inout FamilySnapshot, gather: Gather)
}
