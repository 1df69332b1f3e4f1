/// The indexing of one generation of recent events, and how far it is.
///
/// A value: the writer keeps a copy while a transaction runs and goes back to it when that fails.
struct IndexingJob {
    /// By the conversation's key, the order of the indexes.
    let runs: [RecentRun]
    /// The highest position among them.
    let through: Int64
    /// The run that is next.
    private(set) var run = 0
    /// How many rows of its ``RunRows`` are written; its segments are as soon as this is above 0.
    private(set) var rowsDone = 0

    init(_ runs: [RecentRun]) {
        self.runs = runs.sorted { $0.conversation < $1.conversation }
        through = runs.lazy.compactMap(\.places.last?.position).max() ?? 0
    }

    /// Whether everything is indexed.
    var isDone: Bool {
        run == runs.count
    }

    /// Notes that the run's next rows are written.
    mutating func advance(rows: Int) {
        rowsDone += rows
    }

    /// Goes on to the next run.
    mutating func finishRun() {
        run += 1
        rowsDone = 0
    }
}
