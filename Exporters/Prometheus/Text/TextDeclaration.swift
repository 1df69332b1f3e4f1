import Telemetry

/// What the head of a family is made of.
struct TextDeclaration {
    let name: String
    private let help: String
    private let kind: FamilyKind
    private let unit: String?
    private let labelNames: [String]

    init(_ family: borrowing FamilySnapshot) {
        name = family.name
        help = family.help
        kind = family.kind
        unit = family.unit
        labelNames = family.labelNames
    }

    /// Whether the family is declared like this. Strings that are the same object are compared at once.
    func matches(_ family: borrowing FamilySnapshot) -> Bool {
        kind == family.kind && name == family.name && help == family.help && unit == family.unit && labelNames == family.labelNames
    }
}
