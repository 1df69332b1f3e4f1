import Synchronization

/// A family whose values are read from functions when a snapshot is taken.
final class FunctionFamily: FamilySource {
    typealias Reader = @Sendable () -> Double?

    let declaration: FamilyDeclaration
    private let readers = Mutex<[(labels: LabelSet, read: Reader)]>([])

    init(_ declaration: FamilyDeclaration) {
        self.declaration = declaration
    }

    /// Adds a series; one that has the same labels is replaced.
    func add(_ values: [String], read: @escaping Reader) {
        let labels = LabelSet(names: declaration.labelNames, values: values.map(NameRules.labelValue))
        readers.withLock { readers in
            readers.removeAll { $0.labels == labels }
            readers.append((labels, read))
        }
    }

    func read(into family: inout FamilySnapshot, gather: Gather) {
        let readers = readers.withLock { $0 }
        var position = 0
        for reader in readers {
            guard let number = reader.read() else { continue }
            family.put(number, labels: reader.labels, at: position)
            position += 1
        }
        family.truncate(to: position)
    }
}
