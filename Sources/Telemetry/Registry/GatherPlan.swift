import Synchronization

/// Which family stands where in a snapshot: what stays the same from gather to gather, so that nothing is sorted or looked up
/// while only numbers change.
struct GatherPlan: Sendable {
    /// The state of the registry that the plan was made for.
    private(set) var version = -1

    /// Different for every plan of every registry; 0 for the plan of nothing.
    private(set) var stamp: UInt64 = 0

    /// The position of each declared family, in the order of the registry.
    private(set) var declared: [Int] = []

    /// What the collectors brought, while they are asked; between two gathers it lies in the snapshots.
    private var collected: [CollectedFamilies] = []

    private var length = 0
    private let exemplarInterval: Int64
    private var armedAt: Int64?

    private static let stamps = Atomic<UInt64>(0)

    /// - Parameter exemplarInterval: seconds.
    init(exemplarInterval: Double) {
        self.exemplarInterval = Int64(min(max(0, exemplarInterval), 1e9) * 1e9)
    }

    /// Whether a gather that begins now lets the buckets take exemplars again.
    mutating func rearmsExemplars(at now: Int64) -> Bool {
        if let armedAt, now - armedAt < exemplarInterval { return false }
        armedAt = now
        return true
    }

    /// Moves what the collectors made for an earlier snapshot out of it; nothing if it does not follow this plan.
    mutating func takeCollected(from snapshot: inout Snapshot, collectors: Int) {
        while collected.count < collectors { collected.append(CollectedFamilies()) }
        let isOurs = snapshot.plan == stamp && snapshot.families.count == length
        if !isOurs { snapshot.families = [] }
        for position in collected.indices {
            collected[position].isFresh = !isOurs
            if isOurs { collected[position].exchange(with: &snapshot.families) }
        }
    }

    /// Asks one collector.
    ///
    /// - Throws: what the collector throws; it then has no families.
    mutating func collect(_ collector: any Collector, at position: Int) throws {
        try collected[position].collect(collector)
    }

    /// Sees to it that the snapshot has a place for every family, in a new order if there are others than before.
    mutating func arrange(
        _ snapshot: inout Snapshot, families: [any FamilySource], collectors: [any Collector], version: Int, problems: ProblemLog
    ) {
        let isOutdated = version != self.version || collected.contains { !$0.isAsPlanned }
        if isOutdated { rebuild(families, collectors, version: version, problems: problems) }
        if isOutdated || snapshot.families.count != length {
            snapshot.families = [FamilySnapshot](
                repeating: FamilySnapshot(name: "", help: "", kind: .unknown), count: length)
        }
        snapshot.plan = stamp
        for position in collected.indices { collected[position].exchange(with: &snapshot.families) }
    }

    /// Orders all families by name. Of several with one name the declared one is shown, else the first: a name that is there
    /// twice would make a scraper refuse everything.
    private mutating func rebuild(
        _ families: [any FamilySource], _ collectors: [any Collector], version: Int, problems: ProblemLog
    ) {
        var names = families.map(\.declaration.name)
        var taken = Set(names)
        for (position, collector) in collectors.enumerated() {
            names += collected[position].plan(taken: &taken) { problems.add("\(collector.name) has \($0), which is there already") }
        }
        var positions: [String: Int] = [:]
        for (position, name) in names.sorted().enumerated() { positions[name] = position }
        declared = families.compactMap { positions[$0.declaration.name] }
        for position in collected.indices { collected[position].place(positions) }
        length = names.count
        stamp = Self.stamps.wrappingAdd(1, ordering: .relaxed).newValue
        self.version = version
    }
}
