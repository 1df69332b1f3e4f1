import Glibc

/// Two threads of the system that work at the same time.
enum TwoThreads {
    /// So many that starting the threads, and the lanes that they ask for, are lost among them.
    static let operations = 4_000_000

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    /// Returns when both are done.
    static func run(_ one: @escaping @Sendable () -> Void, _ other: @escaping @Sendable () -> Void) {
        for thread in [start(one), start(other)] { pthread_join(thread, nil) }
    }

    private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        let failure = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        guard failure == 0 else { fatalError("a thread cannot be started: error \(failure)") }
        return thread
    }
}
