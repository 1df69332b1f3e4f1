import Synchronization

/// Declaring families. The same name and shape again gives the same family; the same name in another shape gives one
/// that counts for nobody and a sentence in ``Registry/problems``.
extension Registry {
    /// A family of numbers that only grow.
    ///
    /// - Parameters:
    ///   - name: with the application's prefix and the unit, ending in `_total`.
    ///   - help: one sentence for people.
    ///   - labels: the label names, in the order in which ``Family/child(_:)`` takes values.
    public func counter(_ name: String, help: String, labels: [String] = []) -> Family<Counter> {
        declare(name, help: help, kind: .counter, labels: labels) { [cells] in Counter(cells: cells) }
    }

    /// A family of floating-point numbers that only grow. Parameters as for ``counter(_:help:labels:)``.
    public func floatingCounter(_ name: String, help: String, labels: [String] = []) -> Family<FloatingCounter> {
        declare(name, help: help, kind: .counter, labels: labels) { [cells] in FloatingCounter(cells: cells) }
    }

    /// A family of numbers that go up and down.
    ///
    /// - Parameters:
    ///   - name: with the application's prefix and the unit.
    ///   - help: one sentence for people.
    ///   - labels: the label names, in the order in which ``Family/child(_:)`` takes values.
    public func gauge(_ name: String, help: String, labels: [String] = []) -> Family<Gauge> {
        declare(name, help: help, kind: .gauge, labels: labels) { [cells] in Gauge(cells: cells) }
    }

    /// A family of distributions.
    ///
    /// - Parameters:
    ///   - name: with the application's prefix and the unit.
    ///   - help: one sentence for people.
    ///   - labels: the label names, in the order in which ``Family/child(_:)`` takes values.
    ///   - buckets: the range and resolution, those of durations in seconds by default.
    public func histogram(
        _ name: String, help: String, labels: [String] = [], buckets: HistogramLayout = .durations
    ) -> Family<Histogram> {
        let resolution = HistogramResolution(buckets)
        return declare(name, help: help, kind: .histogram, labels: labels, layout: buckets, resolution: resolution) { [cells, own] in
            let name = NameRules.metricName(name, kind: .histogram)
            return Histogram(layout: buckets, cells: cells, resolution: resolution) {
                own.refusedExemplars.child([name]).increment()
            }
        }
    }

    /// A family of things that are in one or several of a few states.
    ///
    /// - Parameters:
    ///   - name: with the application's prefix. It is the name of the label with the state, too.
    ///   - help: one sentence for people.
    ///   - labels: the label names, in the order in which ``Family/child(_:)`` takes values.
    ///   - states: the states, each once; at most 64 are kept. All are off at first.
    public func stateSet(_ name: String, help: String, labels: [String] = [], states: [String]) -> Family<StateSet> {
        let kept = NameRules.states(states)
        if kept != states { log.add("\(name): of the states \(states) only \(kept) are kept") }
        return declare(name, help: help, kind: .stateSet, labels: labels, states: kept) { [log] in
            StateSet(states: kept) { log.add("\(name) has no state \($0)") }
        }
    }

    private func declare<I: Instrument>(
        _ name: String, help: String, kind: FamilyKind, labels: [String], layout: HistogramLayout? = nil, states: [String] = [],
        resolution: HistogramResolution? = nil, make: @escaping @Sendable () -> I
    ) -> Family<I> {
        let declaration = FamilyDeclaration(
            name, help: help, kind: kind, labels: labels, layout: layout, states: states, problems: log)
        let core = add(declaration) { [cells, own, log, seriesLimit] in
            FamilyCore(
                declaration, limit: seriesLimit, problems: log, resolution: resolution, wallClock: cells.wallClock, make: make
            ) {
                own.dropped.child([declaration.name]).increment()
            }
        }
        return Family(core: core)
    }

    /// The family of that name if it has the same shape, else a new one.
    func add<Source: FamilySource>(_ declaration: FamilyDeclaration, make: () -> Source) -> Source {
        state.withLock { state in
            guard let existing = state.family(declaration.name) else {
                let made = make()
                state.insert(made)
                return made
            }
            if let same = existing as? Source, existing.declaration.hasShape(of: declaration) { return same }
            log.add("\(declaration.name) is declared twice, in different shapes; the second one is not shown")
            return make()
        }
    }
}
