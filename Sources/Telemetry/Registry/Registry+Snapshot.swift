import Synchronization

/// Reading everything.
extension Registry {
    /// Every family at this moment, by name.
    ///
    /// Snapshots are taken one after the other, so of two of them the later one never shows a lower counter. Counting
    /// goes on meanwhile: no event loop waits for a snapshot. A histogram's count is the sum of its buckets.
    ///
    /// Not for event loops: it takes as long as the functions and collectors take.
    public func snapshot() -> Snapshot {
        var snapshot = Snapshot()
        refresh(&snapshot)
        return snapshot
    }

    /// Makes `snapshot` what ``snapshot()`` would return, in the memory that it has.
    ///
    /// When only numbers have changed since this registry made it, nothing is allocated: families, labels, buckets and
    /// exemplars are kept and their numbers written over. That takes a snapshot that nobody else holds a copy of: a copy
    /// keeps the old numbers, and then the arrays are allocated anew. A snapshot of another registry, or one whose
    /// families the caller has changed, is made anew where it has to be.
    ///
    /// - Parameter snapshot: of this registry, for the gain.
    public func refresh(_ snapshot: inout Snapshot) {
        gate.withLock { plan in
            let (families, collectors, version) = state.withLock { ($0.families, $0.collectors, $0.version) }
            let startedAt = clock()
            let gather = Gather(rearmsExemplars: plan.rearmsExemplars(at: startedAt))
            snapshot.takenAtNanoseconds = startedAt
            snapshot.takenAtUnixSeconds = cells.wallClock()
            plan.takeCollected(from: &snapshot, collectors: collectors.count)
            for (position, collector) in collectors.enumerated() { collect(collector, at: position, plan: &plan) }
            plan.arrange(&snapshot, families: families, collectors: collectors, version: version, problems: log)
            for (position, family) in zip(plan.declared, families) {
                let declaration = family.declaration
                if snapshot.families[position].name != declaration.name { snapshot.families[position] = declaration.emptySnapshot() }
                family.read(into: &snapshot.families[position], gather: gather)
            }
        }
    }

    private func collect(_ collector: any Collector, at position: Int, plan: inout GatherPlan) {
        do {
            try plan.collect(collector, at: position)
        } catch {
            own.collectorErrors.child([collector.name]).increment()
        }
    }
}
