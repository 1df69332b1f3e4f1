import ServiceLifecycle
import Sockets

/// Keeps the ports open until the server stops, then ends what came over HTTP.
struct ListenerService: Service {
    let main: Door
    /// The metrics' own; nil where they are on the main port.
    let metrics: Door?
    let hub: Hub
    let announcement: Announcement

    /// How long requests under way may take once nothing more is accepted; the sockets' end waits for it.
    private static let patience = Duration.seconds(2)

    func run() async throws {
        // First, so that nothing is announced when one of them is in use.
        let metricsPort = try await metrics?.open()
        let port = try await main.open()
        announcement.print(port: port, metricsPort: metricsPort)
        try? await gracefulShutdown()
        await main.listener.stop()
        await metrics?.listener.stop()
        await hub.closeFirstRequests()
        async let last: Void? = metrics?.tasks.end(patience: Self.patience)
        await main.tasks.end(patience: Self.patience)
        await last
    }
}
