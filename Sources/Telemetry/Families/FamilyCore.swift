import Synchronization

/// The children of a family.
final class FamilyCore<I: Instrument>: FamilySource {
    let declaration: FamilyDeclaration

    private let limit: Int
    private let problems: ProblemLog
    private let resolution: HistogramResolution?
    private let wallClock: @Sendable () -> Double
    private let make: @Sendable () -> I
    private let onDrop: @Sendable () -> Void
    private let state = Mutex(State())

    private struct State {
        var children: [[String]: I] = [:]
        var rows: [FamilyRow<I>] = []
    }

    /// - Parameters:
    ///   - limit: label sets that get a child of their own.
    ///   - resolution: what the histograms of the family share.
    ///   - wallClock: seconds since 1970.
    ///   - make: makes the instrument of a new child.
    ///   - onDrop: called for each request of a label set beyond the limit.
    init(
        _ declaration: FamilyDeclaration, limit: Int, problems: ProblemLog, resolution: HistogramResolution? = nil,
        wallClock: @escaping @Sendable () -> Double, make: @escaping @Sendable () -> I, onDrop: @escaping @Sendable () -> Void
    ) {
        self.declaration = declaration
        self.limit = limit
        self.problems = problems
        self.resolution = resolution
        self.wallClock = wallClock
        self.make = make
        self.onDrop = onDrop
    }

    /// The child for these label values, made now if there is none.
    func child(_ given: [String]) -> I {
        let values = checked(given)
        let (found, dropped) = state.withLock { state -> (I, Bool) in
            if let child = state.children[values] { return (child, false) }
            if state.children.count < limit || values.isEmpty { return (add(values, to: &state), false) }
            let others = values.map { _ in NameRules.other }
            guard let other = state.children[others] else { return (add(others, to: &state), true) }
            // The series that the others share is not one of those that the limit counts.
            return state.children.count == limit ? (add(values, to: &state), false) : (other, true)
        }
        if dropped { onDrop() }
        return found
    }

    /// Takes a series out of later snapshots. Handles on it stay valid, and count for nobody.
    func remove(_ given: [String]) {
        let values = checked(given)
        let removed = state.withLock { state -> I? in
            guard let removed = state.children.removeValue(forKey: values) else { return nil }
            state.rows.removeAll { $0.instrument === removed }
            return removed
        }
        // The last reference may end here, outside the lock: it gives the cells back.
        withExtendedLifetime(removed) {}
    }

    /// Children of which one halves the family's resolution are read again, so that a snapshot shows them all alike.
    func read(into family: inout FamilySnapshot, gather: Gather) {
        let rows = state.withLock { $0.rows }
        var schema: Int?
        repeat {
            schema = resolution?.schema
            FamilyRow.read(rows, into: &family, gather: gather)
        } while schema != resolution?.schema
    }

    private func add(_ values: [String], to state: inout State) -> I {
        let instrument = make()
        let createdAt = declaration.kind == .counter || declaration.kind == .histogram ? wallClock() : nil
        state.children[values] = instrument
        for (part, labels) in declaration.labelSets(of: values).enumerated() {
            state.rows.append(FamilyRow(labels: labels, instrument: instrument, part: part, createdAt: createdAt))
        }
        return instrument
    }

    /// As many values as the family has names, each within the length limit.
    private func checked(_ values: [String]) -> [String] {
        if values.count == declaration.labelNames.count { return values.map(NameRules.labelValue) }
        problems.add("\(declaration.name) has labels \(declaration.labelNames), but was given \(values.count) values")
        return declaration.labelNames.indices.map {
            NameRules.labelValue(values.indices.contains($0) ? values[$0] : "")
        }
    }
}
