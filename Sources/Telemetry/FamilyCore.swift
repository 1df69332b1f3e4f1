import Synchronization

/// The children of a family.
final class FamilyCore<I: Instrument>: FamilySource {
    let declaration: FamilyDeclaration

    private let limit: Int
    private let problems: ProblemLog
    private let make: @Sendable () -> I
    private let onDrop: @Sendable () -> Void
    private let state = Mutex(State())

    private struct State {
        var positions: [[String]: Int] = [:]
        var children: [(labels: LabelSet, instrument: I)] = []
    }

    /// - Parameters:
    ///   - limit: label sets that get a child of their own.
    ///   - make: makes the instrument of a new child.
    ///   - onDrop: called for each request of a label set beyond the limit.
    init(
        _ declaration: FamilyDeclaration, limit: Int, problems: ProblemLog, make: @escaping @Sendable () -> I,
        onDrop: @escaping @Sendable () -> Void
    ) {
        self.declaration = declaration
        self.limit = limit
        self.problems = problems
        self.make = make
        self.onDrop = onDrop
    }

    /// The child for these label values, made now if there is none.
    func child(_ given: [String]) -> I {
        let values = checked(given)
        let (found, dropped) = state.withLock { state -> (I, Bool) in
            if let position = state.positions[values] { return (state.children[position].instrument, false) }
            if state.children.count < limit || values.isEmpty { return (add(values, to: &state), false) }
            let others = values.map { _ in NameRules.other }
            let position = state.positions[others]
            return (position.map { state.children[$0].instrument } ?? add(others, to: &state), true)
        }
        if dropped { onDrop() }
        return found
    }

    /// Takes a series out of later snapshots. Handles on it stay valid, and count for nobody.
    func remove(_ given: [String]) {
        let values = checked(given)
        let removed = state.withLock { state -> I? in
            guard let position = state.positions.removeValue(forKey: values) else { return nil }
            let removed = state.children.remove(at: position).instrument
            for (index, child) in state.children.enumerated() { state.positions[child.labels.values] = index }
            return removed
        }
        // The last reference may end here, outside the lock: it gives the cells back.
        withExtendedLifetime(removed) {}
    }

    func collect() -> FamilySnapshot {
        let children = state.withLock { $0.children }
        return declaration.snapshot(
            children.map { SeriesSnapshot(labels: $0.labels, value: $0.instrument.read()) })
    }

    private func add(_ values: [String], to state: inout State) -> I {
        let instrument = make()
        state.positions[values] = state.children.count
        state.children.append((LabelSet(names: declaration.labelNames, values: values), instrument))
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
