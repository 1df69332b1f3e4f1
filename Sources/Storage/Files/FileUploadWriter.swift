import Chat
import Glibc

/// One upload's file that is being written aside.
actor FileUploadWriter: UploadWriter {
    private enum State {
        /// Exits: finished, over (discarded).
        case writing(descriptor: Int32)
        /// The file has its name. Exits: over (discarded after all).
        case finished
        case over
    }

    nonisolated let unownedExecutor: UnownedSerialExecutor
    /// Keeps the executor.
    private let lane: DiskLane
    private let folder: String
    private let file: String
    private let part: String
    private let noteProblem: @Sendable (DiskFailure) -> Void
    private let digest = SHA256Digest()
    private var state = State.over

    init(
        _ places: (folder: String, file: String, part: String), lane: DiskLane, noteProblem: @escaping @Sendable (DiskFailure) -> Void
    ) {
        self.lane = lane
        unownedExecutor = lane.asUnownedSerialExecutor()
        (folder, file, part) = places
        self.noteProblem = noteProblem
    }

    deinit {
        if case .writing(let descriptor) = state { close(descriptor) }
    }

    /// Makes the file. Call it once, before all else.
    func begin(in root: String) throws(UploadStoreError) {
        try reporting { () throws(DiskFailure) in
            try Disk.makeFolder(folder, in: root)
            state = .writing(descriptor: try Disk.open(part, O_WRONLY | O_CREAT | O_EXCL))
        }
    }

    func write(_ bytes: [UInt8]) throws(UploadStoreError) {
        guard case .writing(let descriptor) = state else { throw .unavailable("the upload is over") }
        try reporting { () throws(DiskFailure) in try Disk.write(bytes, to: descriptor) }
        digest.add(bytes)
    }

    /// First the content, then the name, then the folder that holds the name: so the name never leads to less than the whole.
    func finish() throws(UploadStoreError) -> String {
        guard case .writing(let descriptor) = state else { throw .unavailable("the upload is over") }
        guard let digest = digest.finish() else { throw .unavailable("OpenSSL cannot compute SHA-256") }
        try reporting { () throws(DiskFailure) in
            try Disk.sync(descriptor)
            try Disk.move(part, to: file)
            close(descriptor)
            state = .finished
            try Disk.sync(folder: folder)
        }
        return digest
    }

    func discard() {
        switch state {
        case .writing(let descriptor):
            close(descriptor)
            remove(part)
        case .finished:
            remove(file)
        case .over: break
        }
        state = .over
    }

    private func remove(_ path: String) {
        do {
            try Disk.remove(path)
        } catch {
            noteProblem(error)
        }
    }

    private func reporting(_ body: () throws(DiskFailure) -> Void) throws(UploadStoreError) {
        do {
            try body()
        } catch {
            noteProblem(error)
            throw error.storeError
        }
    }
}
