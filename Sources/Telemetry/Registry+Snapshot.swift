import Synchronization

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
        gate.withLock { _ in
            let takenAt = clock()
            let (sources, collectors) = state.withLock { (Array($0.families.values), $0.collectors) }
            var taken = Set(sources.map(\.declaration.name))
            let collected = collectors.flatMap { collect($0, taken: &taken) }
            let families = (sources.map { $0.collect() } + collected).sorted { $0.name < $1.name }
            return Snapshot(families: families, takenAtNanoseconds: takenAt)
        }
    }

    /// A collector's families, without those whose names somebody else has: a name that is shown twice would make a
    /// scraper refuse everything.
    private func collect(_ collector: any Collector, taken: inout Set<String>) -> [FamilySnapshot] {
        do {
            let families = try collector.collect()
            return families.filter { family in
                let isNew = taken.insert(family.name).inserted
                if !isNew { log.add("\(collector.name) has \(family.name), which is there already") }
                return isNew
            }
        } catch {
            own.collectorErrors.child([collector.name]).increment()
            return []
        }
    }
}
