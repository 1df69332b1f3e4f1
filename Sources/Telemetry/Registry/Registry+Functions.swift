import Synchronization

/// Families whose values somebody else keeps.
extension Registry {
    /// A gauge that is read when a snapshot is taken.
    ///
    /// - Parameters:
    ///   - name: with the application's prefix and the unit.
    ///   - help: one sentence for people.
    ///   - labels: names and values of this series. Calling again with other values adds a series, with the same values
    ///     replaces its function.
    ///   - read: called by one thread at a time, never on an event loop; it must be quick and must not ask the registry
    ///     for a snapshot. Nil leaves the series out.
    public func functionGauge(
        _ name: String, help: String, labels: [(String, String)] = [], _ read: @escaping @Sendable () -> Double?
    ) {
        addFunction(name, help: help, kind: .gauge, labels: labels, read)
    }

    /// A counter that is read when a snapshot is taken. Parameters as for a function gauge; `name` ends in `_total`.
    public func functionCounter(
        _ name: String, help: String, labels: [(String, String)] = [], _ read: @escaping @Sendable () -> Double?
    ) {
        addFunction(name, help: help, kind: .counter, labels: labels, read)
    }

    /// A series that is always 1 and says something with its labels, such as the version that runs. `name` ends in `_info`.
    public func info(_ name: String, help: String, labels: [(String, String)]) {
        addFunction(name, help: help, kind: .info, labels: labels) { 1 }
    }

    /// Adds a collector. Its families appear in later snapshots, unless a declared family has the same name.
    public func addCollector(_ collector: any Collector) {
        state.withLock { state in
            state.collectors.append(collector)
            state.version += 1
        }
    }

    private func addFunction(
        _ name: String, help: String, kind: FamilyKind, labels: [(String, String)],
        _ read: @escaping FunctionFamily.Reader
    ) {
        let declaration = FamilyDeclaration(name, help: help, kind: kind, labels: labels.map(\.0), problems: log)
        add(declaration) { FunctionFamily(declaration) }.add(labels.map(\.1), read: read)
    }
}
