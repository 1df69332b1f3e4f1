import Dispatch
import Synchronization

@testable import HostMetrics

/// File systems that answer, refuse or keep silent as a test wants it.
final class FakeMounts: Sendable {
    private let released = DispatchSemaphore(value: 0)
    private let state: Mutex<State>

    private struct State {
        var silent: Set<String>
        var asked: [String] = []
    }

    init(silent: Set<String> = []) {
        state = Mutex(State(silent: silent))
    }

    /// The paths that were asked since the last time, in alphabetical order.
    func asked() -> [String] {
        state.withLock { state in
            defer { state.asked = [] }
            return state.asked.sorted()
        }
    }

    /// Lets everybody who is held up go on, and nobody be held up any more.
    func release(_ count: Int) {
        state.withLock { $0.silent = [] }
        for _ in 0..<count { released.signal() }
    }

    @Sendable func ask(_ path: [CChar]) -> FilesystemSize? {
        let path = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let isSilent = state.withLock { state in
            state.asked.append(path)
            return state.silent.contains(path)
        }
        if isSilent { released.wait() }
        if path == "/refuses" { return nil }
        let size = Double(path.utf8.count)
        return FilesystemSize(size: size, free: 4, available: 3, files: 2, filesFree: 1)
    }
}
