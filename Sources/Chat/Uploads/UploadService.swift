import Essentials
import Telemetry

/// Files that people send to a conversation and that messages then carry.
///
/// A file is on the disk, whole, before it is noted, and noted before anybody is told of it. So a record without its file
/// cannot come to be; a file without its record can, when the server is killed in between, and ``recover()`` removes it. All methods may
/// be called from any thread; none blocks.
public final class UploadService: Sendable {
    let chat: ChatService
    let files: any UploadStore
    let configuration: UploadConfiguration
    let metrics: UploadMetrics
    let places = UploadPlaces()

    /// Makes the service and declares its metrics.
    ///
    /// - Parameters:
    ///   - chat: whose conversations these are; it brings the store, the channel layer, the clock and the ids.
    ///   - files: keeps the contents; the same that `chat` was given.
    ///   - registry: where the metrics are declared.
    ///   - configuration: the settings.
    public init(chat: ChatService, files: any UploadStore, registry: Registry, configuration: UploadConfiguration) {
        self.chat = chat
        self.files = files
        self.configuration = configuration
        metrics = UploadMetrics(registry: registry)
    }

    /// Whether files are taken now; those of earlier times are here in any case.
    public var takesFiles: Bool { configuration.takesFiles }

    /// Removes what a process that was killed left behind. Call it once, before the first upload.
    ///
    /// - Returns: how many files were removed.
    /// - Throws: `StoreError` or ``UploadStoreError``; what was not removed then is removed the next time.
    @discardableResult
    public func recover() async throws -> Int {
        try await files.recover { [store = chat.store] ids in try await store.knownUploads(among: ids) }
    }

    /// Removes uploads that no message has carried for ``UploadConfiguration/looseLifetimeSeconds``. Call it about once a minute.
    ///
    /// - Throws: ``ChatError`` for what the store suffers; what was not removed then is removed the next time.
    public func sweep() async throws(ChatError) {
        guard configuration.looseLifetimeSeconds > 0 else { return }
        let before = chat.clock.unixMilliseconds() - Int64(configuration.looseLifetimeSeconds * 1_000)
        var removed = 1
        while removed > 0 {
            let ids = try await chat.reading { () async throws(StoreError) in
                try await chat.store.looseUploads(before: before, limit: Self.sweepLimit)
            }
            removed = ids.isEmpty ? 0 : try await forget(ids).count
        }
    }

    /// How many uploads are removed with one write.
    static let sweepLimit = 100

    /// Strikes uploads that no message carries from the store, then removes their files.
    func forget(_ ids: [String]) async throws(ChatError) -> [String] {
        let outcome = try await chat.commit(.removeUploads(ids: ids))
        guard case .removedUploads(let removed) = outcome else { throw .unexpected(outcome) }
        files.remove(removed)
        return removed
    }
}
