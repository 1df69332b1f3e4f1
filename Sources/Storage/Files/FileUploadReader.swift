import Chat
import Glibc

/// One upload's file that is being read. It may be removed meanwhile: what is open stays whole.
actor FileUploadReader: UploadReader {
    nonisolated let unownedExecutor: UnownedSerialExecutor
    /// Keeps the executor.
    private let lane: DiskLane
    private let path: String
    private let noteProblem: @Sendable (DiskFailure) -> Void
    private var descriptor: Int32 = -1

    init(path: String, lane: DiskLane, noteProblem: @escaping @Sendable (DiskFailure) -> Void) {
        self.lane = lane
        unownedExecutor = lane.asUnownedSerialExecutor()
        self.path = path
        self.noteProblem = noteProblem
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Opens the file. Call it once, before all else.
    ///
    /// - Returns: false when there is none.
    func begin() throws(UploadStoreError) -> Bool {
        do {
            // What a name leads to elsewhere is no upload.
            descriptor = try Disk.open(path, O_RDONLY | O_NOFOLLOW)
            return true
        } catch {
            if error.number == ENOENT { return false }
            noteProblem(error)
            throw error.storeError
        }
    }

    func read(at offset: Int64, count: Int) throws(UploadStoreError) -> [UInt8] {
        do {
            return try Disk.read(descriptor, at: offset, count: count)
        } catch {
            noteProblem(error)
            throw error.storeError
        }
    }
}
