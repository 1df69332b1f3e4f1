import ServiceLifecycle

/// Does something at a fixed rate until the server stops. A round that takes long delays the next and is not made up for.
struct PeriodicService: Service {
    let interval: Duration
    let body: @Sendable () async -> Void

    func run() async throws {
        let body = body
        let interval = interval
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await body()
                try? await Task.sleep(for: interval, tolerance: .milliseconds(1))
            }
        }
    }
}
