import Glibc
import Synchronization

/// Threads of the system, all alive at the same time: tasks would share the few threads of their pool.
enum Threads {
    private final class Work: Sendable {
        let index: Int
        let body: @Sendable (Int) -> Void

        init(_ index: Int, _ body: @escaping @Sendable (Int) -> Void) {
            self.index = index
            self.body = body
        }
    }

    /// Runs `body` on so many threads, with the number of the thread, and waits for all of them.
    static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        var threads: [pthread_t] = []
        for index in 0..<count {
            var thread = pthread_t()
            let work = Unmanaged.passRetained(Work(index, body))
            let outcome = pthread_create(
                &thread, nil,
                { argument in
                    guard let argument else { return nil }
                    let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
                    work.body(work.index)
                    return nil
                }, work.toOpaque())
            if outcome == 0 { threads.append(thread) } else { work.release() }
        }
        for thread in threads { pthread_join(thread, nil) }
    }

    /// A place where so many threads wait for each other, so that all of them are alive at once.
    final class Meeting: Sendable {
        private let missing: Atomic<Int>

        init(_ count: Int) {
            missing = Atomic(count)
        }

        func wait() {
            missing.wrappingSubtract(1, ordering: .acquiringAndReleasing)
            while missing.load(ordering: .acquiring) > 0 { sched_yield() }
        }
    }
}
