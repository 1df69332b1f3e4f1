import ServiceLifecycle
import Storage

/// Keeps the store open until everything that writes has stopped, then writes what is queued and closes it.
struct StoreService: Service {
    let store: SQLiteStore

    func run() async throws {
        try? await gracefulShutdown()
        await store.close()
    }
}
