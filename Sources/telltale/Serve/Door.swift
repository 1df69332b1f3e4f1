import Glibc
import NIOCore
import Sockets

/// A port with what is served behind it. Its errors say what to do.
struct Door: Sendable {
    let listener: Listener
    let tasks: HTTPTasks
    let host: String
    /// The port that was asked for; 0 is a free one.
    let port: Int
    /// The setting that the port comes from; the host's has the same name with `host` at its end.
    var setting = Settings.port.row

    /// Binds the port and begins to accept.
    ///
    /// - Returns: the port that was bound.
    /// - Throws: ``CommandFailure`` when it cannot be.
    func open() async throws -> Int {
        do {
            return try await listener.start(host: host, port: port)
        } catch let error as IOError {
            throw CommandFailure(.unavailable, reason(error))
        } catch is SocketAddressError.UnknownHost {
            throw CommandFailure(.unavailable, "cannot listen on \(host): there is no such host; \(advice)")
        } catch let error as SocketAddressError {
            throw CommandFailure(.unavailable, "cannot listen on \(host): \(error); \(advice)")
        }
    }

    private var advice: String {
        "give a name or an address of this machine with \(hostFlag)"
    }

    private var hostFlag: String {
        setting.flag.replacing("port", with: "host")
    }

    private func reason(_ error: IOError) -> String {
        switch error.errnoCode {
        case EADDRINUSE: "port \(port) on \(host) is in use; choose another with \(setting.flag), or 0 for a free one"
        case EACCES: "port \(port) needs more rights; choose one above 1023 with \(setting.flag)"
        case EADDRNOTAVAIL: "\(host) is not an address of this machine; choose another with \(hostFlag)"
        default: "cannot listen on \(host):\(port): \(FileReading.systemMessage(error.errnoCode))"
        }
    }
}
