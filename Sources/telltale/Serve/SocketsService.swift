import ServiceLifecycle
import Sockets
import Wire

/// Keeps the sockets until the server stops, then closes them all with 1001 and waits until they are gone.
struct SocketsService: Service {
    let hub: Hub
    let spreadMilliseconds: Int

    func run() async throws {
        try? await gracefulShutdown()
        await hub.closeAll(.goingAway, reason: "the server is stopping", spreadMilliseconds: spreadMilliseconds)
    }
}
