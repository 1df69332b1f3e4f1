import Synchronization

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
        declare(name, help: help, kind: .counter, labels: labels) { [stripes] in Counter(arena: stripes) }
    }

    /// A family of numbers that go up and down.
    ///
    /// - Parameters:
    ///   - name: with the application's prefix and the unit.
    ///   - help: one sentence for people.
    ///   - labels: the label names, in the order in which ``Family/child(_:)`` takes values.
    public func gauge(_ name: String, help: String, labels: [String] = []) -> Family<Gauge> {
        declare(name, help: help, kind: .gauge, labels: labels) { [stripes] in Gauge(arena: stripes) }
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
        declare(name, help: help, kind: .histogram, labels: labels, layout: buckets) { [stripes] in
            Histogram(layout: buckets, arena: stripes)
        }
    }

    private func declare<I: Instrument>(
        _ name: String, help: String, kind: FamilyKind, labels: [String], layout: HistogramLayout? = nil,
        make: @escaping @Sendable () -> I
    ) -> Family<I> {
        let declaration = FamilyDeclaration(
            name, help: help, kind: kind, labels: labels, layout: layout, problems: log)
        let core = add(declaration) { [own, log, seriesLimit] in
            FamilyCore(declaration, limit: seriesLimit, problems: log, make: make) {
                own.dropped.child([declaration.name]).increment()
            }
        }
        return Family(core: core)
    }

    /// The family of that name if it has the same shape, else a new one.
    func add<Source: FamilySource>(_ declaration: FamilyDeclaration, make: () -> Source) -> Source {
        state.withLock { state in
            guard let existing = state.families[declaration.name] else {
                let made = make()
                state.families[declaration.name] = made
                return made
            }
            if let same = existing as? Source, existing.declaration.hasShape(of: declaration) { return same }
            log.add("\(declaration.name) is declared twice, in different shapes; the second one is not shown")
            return make()
        }
    }
}
