import Glibc
import NIOCore
import ServiceLifecycle
import Sockets

/// The server with errors that say what to do.
struct ListenerService: Service {
    let server: any Service
    let tasks: HTTPTasks
    let host: String
    let port: Int

    /// How long requests under way may take once nothing more is accepted; the sockets' end waits for it.
    private static let patience = Duration.seconds(2)

    func run() async throws {
        do {
            try await server.run()
            await tasks.end(patience: Self.patience)
        } catch let error as IOError {
            throw CommandFailure(.unavailable, reason(error))
        } catch let error as SocketAddressError {
            throw CommandFailure(.unavailable, "cannot listen on \(host): \(error); give an address of this machine with --host")
        }
    }

    private func reason(_ error: IOError) -> String {
        switch error.errnoCode {
        case EADDRINUSE: "port \(port) on \(host) is in use; choose another with --port, or 0 for a free one"
        case EACCES: "port \(port) needs more rights; choose one above 1023 with --port"
        case EADDRNOTAVAIL: "\(host) is not an address of this machine; choose another with --host"
        default: "cannot listen on \(host):\(port): \(FileReading.systemMessage(error.errnoCode))"
        }
    }
}
