/// Something that is done many times.
struct Benchmark: Sendable {
    /// What is measured, as in the table of results and in `thresholds.tsv`.
    let name: String

    /// The benchmark whose time this one is compared with; nil for those that others are compared with.
    let floor: String?

    /// What one operation counts as: 1, the threads that do it, or the series of one scrape.
    let unitsPerOperation: Int

    /// Operations in one round of a measurement of time.
    let operations: Int

    /// Does the operation so many times. The loop is inside, so that calling it costs nothing.
    let run: @Sendable (_ operations: Int) async -> Void

    init(
        _ name: String, floor: String?, unitsPerOperation: Int = 1, operations: Int = 400_000,
        run: @escaping @Sendable (_ operations: Int) async -> Void
    ) {
        self.name = name
        self.floor = floor
        self.unitsPerOperation = unitsPerOperation
        self.operations = operations
        self.run = run
    }
}
