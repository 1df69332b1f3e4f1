import Chat
import Storage
import Synchronization
import Telemetry

/// Enqueues as fast as the store takes it, never more than its queue holds.
final class Filler: Sendable {
    private let store: SQLiteStore
    private let pending = Mutex(0)
    private let failures = Mutex(0)

    init(_ store: SQLiteStore) {
        self.store = store
    }

    /// Enqueues a write; suspends while many wait.
    func write(_ operation: StoreOperation) async {
        let isFull = pending.withLock { pending in
            pending += 1
            return pending >= 8_192
        }
        store.enqueue(
            StoreWrite(operation) { result in
                self.pending.withLock { $0 -= 1 }
                if case .failure = result { self.failures.withLock { $0 += 1 } }
            })
        if isFull { await drain(to: 4_096) }
    }

    /// Waits until so few writes wait.
    func drain(to count: Int = 0) async {
        while pending.withLock({ $0 }) > count {
            try? await Task.sleep(for: .milliseconds(1))
        }
    }

    /// Writes that were not stored.
    var failed: Int { failures.withLock { $0 } }
}

extension SQLiteStore {
    /// The store of a folder, with commits that outlive the process and no more, unless said otherwise.
    static func forBenchmark(_ folder: String, synchronous: SQLiteStoreConfiguration.Synchronous = .normal) throws -> SQLiteStore {
        var configuration = SQLiteStoreConfiguration()
        configuration.synchronous = synchronous
        return try SQLiteStore(folder: folder, registry: Registry(), configuration: configuration)
    }
}
