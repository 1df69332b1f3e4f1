/// What one collector brings, and where it belongs in a snapshot.
struct CollectedFamilies: Sendable {
    /// Whether what is in ``families`` is nothing that the collector made for the current snapshot.
    var isFresh = true

    private var families: [FamilySnapshot] = []
    private var places: [Place] = []

    private struct Place: Sendable {
        let name: String

        /// The position in a snapshot; nil for a family whose name somebody else has.
        var position: Int?
    }

    /// Asks the collector.
    ///
    /// - Throws: what the collector throws; it then has no families.
    mutating func collect(_ collector: any Collector) throws {
        if isFresh || !isAsPlanned { families = [] }
        do {
            try collector.collect(into: &families)
        } catch {
            families = []
            throw error
        }
    }

    /// Whether there are the same families as when they were given their places.
    var isAsPlanned: Bool {
        guard families.count == places.count else { return false }
        return families.indices.allSatisfy { families[$0].name == places[$0].name }
    }

    /// Takes the names that nobody has.
    ///
    /// - Parameters:
    ///   - taken: names that somebody has.
    ///   - onClash: told of the others.
    /// - Returns: the names that are ours now.
    mutating func plan(taken: inout Set<String>, onClash: (String) -> Void) -> [String] {
        var ours: [String] = []
        places = families.map { family in
            let isNew = taken.insert(family.name).inserted
            if isNew { ours.append(family.name) } else { onClash(family.name) }
            return Place(name: family.name, position: isNew ? 0 : nil)
        }
        return ours
    }

    /// Notes where our names are in a snapshot.
    mutating func place(_ positions: [String: Int]) {
        for index in places.indices where places[index].position != nil { places[index].position = positions[places[index].name] }
    }

    /// Changes what is in the snapshot's places for what is here: nothing is copied.
    mutating func exchange(with snapshot: inout [FamilySnapshot]) {
        for index in places.indices {
            if let position = places[index].position { swap(&families[index], &snapshot[position]) }
        }
    }
}
