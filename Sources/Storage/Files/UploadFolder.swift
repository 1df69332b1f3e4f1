import Foundation
import Glibc

/// All files of uploads together: what is removed and what a killed process left.
actor UploadFolder {
    nonisolated let unownedExecutor: UnownedSerialExecutor
    /// Keeps the executor.
    private let lane: DiskLane
    private let paths: UploadPaths
    private let noteProblem: @Sendable (DiskFailure) -> Void
    /// By the clock from which the kernel takes the times of files.
    private let startedAt: timespec

    init(_ paths: UploadPaths, lane: DiskLane, noteProblem: @escaping @Sendable (DiskFailure) -> Void) {
        self.lane = lane
        unownedExecutor = lane.asUnownedSerialExecutor()
        self.paths = paths
        self.noteProblem = noteProblem
        var now = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &now)
        startedAt = now
    }

    /// Removes files of these uploads.
    func remove(_ ids: some Sequence<String> & Sendable) {
        for id in ids {
            if let places = paths.places(of: id) { remove(path: places.file) }
        }
    }

    /// The names of the folders that hold files. Whatever else somebody has put there, links to other folders too, is not ours.
    func shards() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: paths.root).filter { status("\(paths.root)/\($0)")?.kind == S_IFDIR }
    }

    /// Removes files that were never finished.
    ///
    /// - Returns: how many those were, and the ids of the finished ones; of both those that were there before this process began.
    func clear(_ shard: String) throws -> (removed: Int, finished: [String]) {
        let folder = "\(paths.root)/\(shard)"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { isOld("\(folder)/\($0)") }
        let unfinished = names.filter { $0.hasSuffix(UploadPaths.unfinished) }
        for name in unfinished { remove(path: "\(folder)/\(name)") }
        return (unfinished.count, names.filter { !$0.hasSuffix(UploadPaths.unfinished) })
    }

    private func remove(path: String) {
        do {
            try Disk.remove(path)
        } catch {
            noteProblem(error)
        }
    }

    /// Whether a file was last written before this process began; false for what is none.
    private func isOld(_ path: String) -> Bool {
        guard let (kind, time) = status(path), kind == S_IFREG else { return false }
        return (time.tv_sec, time.tv_nsec) < (startedAt.tv_sec, startedAt.tv_nsec)
    }

    /// What is at a path, itself and not what it may lead to, and when it was last written; nil for nothing.
    private func status(_ path: String) -> (kind: mode_t, time: timespec)? {
        var status = stat()
        return lstat(path, &status) == 0 ? (status.st_mode & S_IFMT, status.st_mtim) : nil
    }
}
