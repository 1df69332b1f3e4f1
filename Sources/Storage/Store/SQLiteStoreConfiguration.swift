/// What an ``SQLiteStore`` may use and how careful it is.
public struct SQLiteStoreConfiguration: Sendable {
    /// What a commit waits for.
    public enum Synchronous: String, Sendable, CaseIterable {
        /// The log is on the disk: a commit outlives a power cut. <https://www.sqlite.org/pragma.html#pragma_synchronous>
        case full = "FULL"
        /// The log is with the kernel: a commit outlives the process, the last ones not a power cut.
        case normal = "NORMAL"
    }

    /// What a commit waits for. Default: ``Synchronous/full``.
    public var synchronous: Synchronous = .full
    /// How many writes may wait for a transaction; further ones are refused as overloaded. Default: 65,536. At least 1.
    public var queueLimit = 65_536
    /// How many bytes of text the waiting writes may hold; further ones are refused as overloaded. Default: 64 MiB.
    /// A write that would wait alone is accepted, however large. The writes of the running transaction do not count: while
    /// the disk stalls, up to twice as much is in memory. Smaller refuses sooner then; larger takes more memory.
    public var queueBytes = 64 << 20
    /// How long the writer waits for another process that holds the file's lock, in milliseconds; only the store's own
    /// thread waits. Default: 250. 0 does not wait.
    public var busyTimeoutMilliseconds = 250
    /// Under load a transaction begins at the earliest this long after the one before, in microseconds, so that more writes
    /// share its sync. After fewer than eight writes none waits. Default: 1,000. 0 never waits.
    public var busyIntervalMicroseconds = 1_000
    /// Threads and connections that read at the same time. Default: 4. At least 1.
    public var readers = 4
    /// The writer's page cache, in KiB. Default: 16 MiB, 4,096 pages. SQLite walks the whole cache at the end of most
    /// transactions that split a page, so that a larger one costs more than it saves.
    public var writerCacheKiB = 16_384
    /// The log is copied into the database once it holds so many pages of 4 KiB. Default: 4,000, 16 MiB.
    /// Smaller copies hot pages more often; larger makes opening after a kill slower.
    public var checkpointPages = 4_000
    /// A log file larger than this many bytes is cut when it starts again. Default: 64 MiB.
    public var logFileLimitBytes = 64 << 20
    /// How many messages are kept out of the indexes, in memory, before they are indexed together. Default: 16,384.
    /// Smaller writes the same index pages more often; larger takes more memory and makes opening slower. At least 1.
    public var recentMessages = 16_384

    /// How many bytes the executions that are not over may take up in memory, so that the next event of one does not read it
    /// again: the texts that were asked, and 5 KiB for each. Default: 16 MiB, about 3,000. Smaller reads them more often; the
    /// one that changed last is kept in any case.
    public var liveExecutionBytes = 16 << 20

    /// The defaults of each setting.
    public init() {}
}
