/// How long the log's file should be, ahead of the transactions that will fill it.
///
/// A sync of a file that has grown waits for the file system's own journal too: on ext4 twice the wait and nearly twice the
/// processor time of the sync of one that was overwritten. A log that starts again overwrites; with this a new one does as
/// well, from its first transactions on. SQLite takes no notice of zeros behind the last frame. <https://www.sqlite.org/fileformat2.html#walformat>
///
/// A value that decides; ``LogFile`` carries out.
struct LogReserve {
    /// How much is added at a time, bytes: 63 frames. More saves nothing that could be measured.
    static let step: Int64 = 256 << 10

    /// The bytes of one page and its header in the log.
    private let frameBytes: Int64
    private let limit: Int64
    /// The length of the file, as far as it is known to have one.
    private var length: Int64 = 0
    /// The frames when it was last asked.
    private var frames: Int64 = 0

    private static let headerBytes: Int64 = 32
    private static let frameHeaderBytes: Int64 = 24

    /// - Parameters:
    ///   - pageBytes: the size of the database's pages.
    ///   - limit: the file is not made longer than this, bytes.
    init(pageBytes: Int, limit: Int) {
        frameBytes = Int64(max(1, pageBytes)) + Self.frameHeaderBytes
        self.limit = Int64(max(0, limit))
    }

    /// The length that the file should get now; nil when it is long enough.
    ///
    /// - Parameters:
    ///   - frames: in the log after the last commit; fewer than before when it has started again.
    ///   - actual: looks the file's length up; nil when that is not known.
    mutating func wanted(frames count: Int, actual: () -> Int64?) -> Int64? {
        let count = Int64(count)
        // SQLite may have cut the file when the log started again.
        if count < frames { length = 0 }
        frames = count
        let used = Self.headerBytes + count * frameBytes
        guard count > 0, used + Self.step / 2 > length, let found = actual() else { return nil }
        length = found
        let wanted = wholeFrames(min(used + Self.step, limit))
        guard used + Self.step / 2 > length, wanted > length else { return nil }
        return wanted
    }

    /// The file was made this long.
    mutating func grew(to length: Int64) {
        self.length = length
    }

    private func wholeFrames(_ bytes: Int64) -> Int64 {
        Self.headerBytes + max(0, bytes - Self.headerBytes) / frameBytes * frameBytes
    }
}
