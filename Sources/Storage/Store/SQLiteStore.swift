import Chat
import GRDB
import Logging
import Telemetry

/// The store in one SQLite file, `telltale.db`, in write-ahead-log mode.
///
/// Writes, of messages and of executions, are committed in groups by a thread of the store's own: what arrives while a transaction
/// runs goes into the next. A transaction that fails (the disk is full, another process holds the lock) leaves nothing behind; each
/// of its writes is told `unavailable`, and ``isHealthy`` is false until one that wrote something, or a ``probe()``, succeeds.
/// Reads run on connections of their own and see every write that was acknowledged before they began.
///
/// All methods may be called from any thread.
///
/// ```swift
/// let store = try SQLiteStore(folder: "data", registry: registry)
/// store.onBatchEnd { layer.flush() }
/// store.enqueue(StoreWrite(.append(message)) { result in … })
/// await store.close()
/// ```
public final class SQLiteStore: MessageStore {
    let pool: DatabasePool
    let queue: WriteQueue
    let recent = RecentEvents()
    let metrics: StoreMetrics
    let readers: ReadingThreads
    private let health: StoreHealth
    private let thread: WriterThread

    /// Opens the store, or makes it.
    ///
    /// - Parameters:
    ///   - folder: holds `telltale.db` and its log; it must exist. No other process should write to it.
    ///   - registry: gets the families `telltale_store_…`.
    ///   - configuration: see there.
    ///   - logger: is told when the store stops and starts to take writes.
    /// - Throws: `DatabaseError` when the file cannot be opened, is no database, or is of a later version.
    public init(
        folder: String, registry: Registry, configuration: SQLiteStoreConfiguration = SQLiteStoreConfiguration(),
        logger: Logger = Logger(label: "telltale.store")
    ) throws {
        let queue = WriteQueue(limit: configuration.queueLimit, byteLimit: configuration.queueBytes)
        self.queue = queue
        health = StoreHealth(logger: logger)
        metrics = StoreMetrics(registry) { [weak queue] in queue?.count }
        pool = try DatabasePool.store(at: "\(folder)/telltale.db", configuration)
        thread = try WriterThread(
            pool, queue: queue, recent: recent, health: health, metrics: metrics, configuration: configuration)
        readers = ReadingThreads(count: configuration.readers)
        thread.start()
        readers.start()
    }

    deinit {
        queue.close()
        readers.close()
    }

    public func enqueue(_ write: StoreWrite) {
        guard let refusal = queue.submit(write) else { return }
        if refusal == .overloaded { metrics.failed(.queue) }
        write.completion(.failure(refusal))
    }

    public func onBatchEnd(_ body: @escaping @Sendable () -> Void) {
        thread.onBatchEnd(body)
    }

    /// Whether the last transaction that wrote something was committed.
    public var isHealthy: Bool {
        health.currentProblem == nil
    }

    /// Why the store takes no writes, for the log and for administrators; nil while it does.
    public var problem: String? {
        health.currentProblem
    }

    /// When the store is not healthy, tries to write, so that it recovers without traffic. Call it about once a second.
    ///
    /// - Returns: ``isHealthy`` after that; false when the store is closed.
    public func probe() async -> Bool {
        await withCheckedContinuation { continuation in
            queue.probe { continuation.resume(returning: $0) }
        }
    }

    /// Commits what waits, copies the log into the database and closes it. Later writes are told ``StoreError/closed``.
    ///
    /// Returns when the file is closed; calling it again waits for the same.
    public func close() async {
        queue.close()
        await thread.end()
        readers.close()
    }
}
