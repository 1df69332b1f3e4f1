import Foundation
import Synchronization

/// The threads on which the store reads, each with a connection of its own while it does.
///
/// GRDB's asynchronous reading hands each read over from thread to thread four times, and on a busy machine every one of them
/// waits for a processor. Here it is handed over once, and its answer once.
final class ReadingThreads: Sendable {
    typealias Job = @Sendable () -> Void

    private struct State {
        var jobs: [Job?] = []
        /// The jobs before it are taken.
        var next = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let bell = Doorbell()
    private let count: Int

    /// - Parameter count: how many threads; at least 1.
    init(count: Int) {
        self.count = max(1, count)
    }

    /// Starts the threads. They live until ``close()``. Called once.
    func start() {
        for _ in 0..<count {
            let thread = Thread { self.run() }
            thread.start()
        }
    }

    /// Runs a job on one of the threads; false when they are closed, and the job is not run.
    func submit(_ job: @escaping Job) -> Bool {
        let isAccepted = state.withLock { state in
            if !state.isClosed { state.jobs.append(job) }
            return !state.isClosed
        }
        if isAccepted { bell.ring() }
        return isAccepted
    }

    /// Runs what waits, then ends the threads. May be called again.
    func close() {
        let wasOpen = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard wasOpen else { return }
        for _ in 0..<count { bell.ring() }
    }

    private func run() {
        // By itself: a name that is given to a thread before it runs does not reach the kernel.
        Thread.current.name = "telltale-reader"
        while true {
            bell.wait(atMost: nil)
            let (job, isClosed) = state.withLock { (Self.take(&$0), $0.isClosed) }
            if let job {
                job()
            } else if isClosed {
                return
            }
        }
    }

    private static func take(_ state: inout State) -> Job? {
        guard state.next < state.jobs.count else { return nil }
        let job = state.jobs[state.next]
        state.jobs[state.next] = nil
        state.next += 1
        // Moves what waits only when there is less of it than of what was taken, so that each job is moved about once.
        if state.next * 2 >= state.jobs.count {
            state.jobs.removeFirst(state.next)
            state.next = 0
        }
        return job
    }
}
