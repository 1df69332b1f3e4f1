import Gateway
import ServiceLifecycle

/// Stops first: asks for no more traffic while everything still runs, so that a load balancer can look away.
struct DrainGate: Service {
    let readiness: Readiness
    let delay: Duration

    func run() async throws {
        try? await gracefulShutdown()
        readiness.drain()
        try? await Task.sleep(for: delay)
    }
}
