import Chat
import Logging

/// Uploads as files under `<folder>/uploads`, one each.
///
/// A file is written as `<id>.part`, synced, renamed and its folder synced, before anybody is told that it is there. All methods
/// may be called from any thread; the disk is waited for on threads of its own.
///
/// ```swift
/// let files = try FileUploadStore(folder: "data")
/// let writer = try await files.create(id)
/// try await writer.write(bytes)
/// let sha256 = try await writer.finish()
/// ```
public final class FileUploadStore: UploadStore {
    private let paths: UploadPaths
    private let lanes: DiskLanes
    private let folder: UploadFolder
    private let noteProblem: @Sendable (DiskFailure) -> Void

    /// Opens the store, or makes it.
    ///
    /// - Parameters:
    ///   - folder: holds `uploads`; it must exist. No other process should write to it.
    ///   - lanes: how many files are read or written at the same time, each on a thread; default 4.
    ///   - logger: is told what the disk refuses.
    /// - Throws: ``UploadStoreError`` when the folder cannot be made. It is waited for: call it before the server listens.
    public init(folder: String, lanes: Int = 4, logger: Logger = Logger(label: "telltale.uploads")) throws(UploadStoreError) {
        paths = UploadPaths(root: "\(folder)/uploads")
        self.lanes = DiskLanes(count: lanes)
        noteProblem = { logger.error("an upload's file cannot be used", metadata: ["reason": "\($0.message)"]) }
        self.folder = UploadFolder(paths, lane: DiskLane(), noteProblem: noteProblem)
        do {
            try Disk.makeFolder(paths.root, in: folder)
        } catch {
            throw error.storeError
        }
    }

    public func create(_ id: String) async throws(UploadStoreError) -> any UploadWriter {
        guard let places = paths.places(of: id) else { throw .unavailable("\(id) is no id of an upload") }
        let writer = FileUploadWriter(places, lane: lanes.next(), noteProblem: noteProblem)
        try await writer.begin(in: paths.root)
        return writer
    }

    public func open(_ id: String) async throws(UploadStoreError) -> (any UploadReader)? {
        guard let places = paths.places(of: id) else { return nil }
        let reader = FileUploadReader(path: places.file, lane: lanes.next(), noteProblem: noteProblem)
        return try await reader.begin() ? reader : nil
    }

    public func remove(_ ids: [String]) {
        guard !ids.isEmpty else { return }
        Task { [folder] in await folder.remove(ids) }
    }

    public func recover(known: @Sendable ([String]) async throws -> Set<String>) async throws -> Int {
        var removed = 0
        for shard in try await folder.shards() {
            let (unfinished, finished) = try await folder.clear(shard)
            removed += unfinished
            for start in stride(from: 0, to: finished.count, by: Self.askedAtOnce) {
                let ids = Array(finished[start..<min(start + Self.askedAtOnce, finished.count)])
                let orphans = Set(ids).subtracting(try await known(ids))
                await folder.remove(orphans)
                removed += orphans.count
            }
        }
        return removed
    }

    private static let askedAtOnce = 500
}
