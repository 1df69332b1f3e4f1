import Dispatch

/// Asks mounts for their size, and does not wait for one that does not answer: a network file system whose server is gone
/// holds a thread in the kernel for as long as it is gone.
///
/// All are asked one after the other on one thread. When one holds that up, it is left behind with its thread, the others
/// get a thread each, and in later gathers it is not asked again until its thread has come back.
struct MountProbe: Sendable {
    private let ask: @Sendable ([CChar]) -> FilesystemSize?
    private let patience: DispatchTimeInterval
    private let laneLimit: Int
    private var stuck: [[CChar]: ProbeLane] = [:]

    /// - Parameters:
    ///   - patience: how long a mount may take; a gather takes twice that at most.
    ///   - laneLimit: threads that may be held up. Once there are that many, what is not known to answer is not asked.
    ///   - ask: asks one mount, by its path with a 0 behind.
    init(
        patience: DispatchTimeInterval = .seconds(1), laneLimit: Int = 16,
        ask: @escaping @Sendable ([CChar]) -> FilesystemSize? = FilesystemSize.ask
    ) {
        self.ask = ask
        self.patience = patience
        self.laneLimit = laneLimit
    }

    /// The size of each mount; nil where it refuses or does not answer.
    mutating func sizes(of paths: [[CChar]]) -> [[CChar]: FilesystemSize] {
        stuck = stuck.filter { $0.value.isRunning }
        let asked = paths.filter { stuck[$0] == nil }
        if asked.isEmpty || stuck.count >= laneLimit { return [:] }
        let together = ProbeLane(asked, ask: ask)
        let answers = together.answers(until: .now() + patience)
        var sizes = Self.pairs(asked, answers)
        guard answers.count < asked.count else { return sizes }
        stuck[asked[answers.count]] = together
        sizes.merge(askEach(Array(asked[(answers.count + 1)...]))) { first, _ in first }
        return sizes
    }

    /// Gives each mount a thread of its own.
    private mutating func askEach(_ paths: [[CChar]]) -> [[CChar]: FilesystemSize] {
        let lanes = paths.prefix(max(0, laneLimit - stuck.count)).map { ($0, ProbeLane([$0], ask: ask)) }
        let deadline = DispatchTime.now() + patience
        var sizes: [[CChar]: FilesystemSize] = [:]
        for (path, lane) in lanes {
            guard let answer = lane.answers(until: deadline).first else {
                stuck[path] = lane
                continue
            }
            sizes[path] = answer
        }
        return sizes
    }

    private static func pairs(_ paths: [[CChar]], _ answers: [FilesystemSize?]) -> [[CChar]: FilesystemSize] {
        var sizes: [[CChar]: FilesystemSize] = [:]
        for case (let path, .some(let size)) in zip(paths, answers) { sizes[path] = size }
        return sizes
    }
}
