import Chat
import Foundation
import Logging
import Storage
import Telemetry

/// A folder for one test, and the stores in it. Removed at the end.
final class StoreFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var databasePath: String { "\(path)/telltale.db" }

    /// Opens a store. No waiting for locks, unless the test says otherwise.
    func open(
        registry: Registry = Registry(), _ configure: (inout SQLiteStoreConfiguration) -> Void = { _ in }
    ) throws -> SQLiteStore {
        var configuration = SQLiteStoreConfiguration()
        configuration.busyTimeoutMilliseconds = 0
        configure(&configuration)
        let silent = Logger(label: "store") { _ in SwiftLogNoOpLogHandler() }
        return try SQLiteStore(folder: path, registry: registry, configuration: configuration, logger: silent)
    }

    /// What a kill at this moment would leave: the files as the kernel has them, without the shared memory.
    func copyAsAfterKill() throws -> StoreFolder {
        let copy = try StoreFolder()
        for file in ["telltale.db", "telltale.db-wal"] {
            try FileManager.default.copyItem(atPath: "\(path)/\(file)", toPath: "\(copy.path)/\(file)")
        }
        return copy
    }

    /// Puts something where the database should be.
    func writeDatabase(_ text: String) throws {
        try text.write(toFile: databasePath, atomically: true, encoding: .utf8)
    }

    /// The size of the write-ahead log, 0 when there is none.
    var logBytes: Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: databasePath + "-wal")
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }
}
