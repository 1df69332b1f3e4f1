import Glibc
import NIOCore
import ServiceLifecycle
import Sockets

/// Keeps the port open until the server stops, then ends what came over HTTP. Its errors say what to do.
struct ListenerService: Service {
    let listener: Listener
    let hub: Hub
    let tasks: HTTPTasks
    let announcement: Announcement

    /// How long requests under way may take once nothing more is accepted; the sockets' end waits for it.
    private static let patience = Duration.seconds(2)

    func run() async throws {
        do {
            announcement.print(port: try await listener.start(host: announcement.host, port: announcement.port))
        } catch let error as IOError {
            throw CommandFailure(.unavailable, reason(error))
        } catch let error as SocketAddressError {
            throw CommandFailure(
                .unavailable, "cannot listen on \(announcement.host): \(error); give an address of this machine with --host")
        }
        try? await gracefulShutdown()
        await listener.stop()
        await hub.closeFirstRequests()
        await tasks.end(patience: Self.patience)
    }

    private func reason(_ error: IOError) -> String {
        let (host, port) = (announcement.host, announcement.port)
        return switch error.errnoCode {
        case EADDRINUSE: "port \(port) on \(host) is in use; choose another with --port, or 0 for a free one"
        case EACCES: "port \(port) needs more rights; choose one above 1023 with --port"
        case EADDRNOTAVAIL: "\(host) is not an address of this machine; choose another with --host"
        default: "cannot listen on \(host):\(port): \(FileReading.systemMessage(error.errnoCode))"
        }
    }
}
