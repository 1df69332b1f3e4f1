import CProtobufC
import Telemetry

/// The label names of a family, copied once for all its series.
struct KeyNames {
    private let names: [String]
    private let texts: [ProtobufCBinaryData]

    init(_ family: FamilySnapshot, arena: Arena) {
        names = family.series.first?.labels.names ?? []
        texts = names.map(arena.text)
    }

    /// The copies, if these labels have these names; else none, as for a collector whose series differ.
    func texts(of labels: LabelSet) -> [ProtobufCBinaryData] {
        labels.names == names ? texts : []
    }
}
