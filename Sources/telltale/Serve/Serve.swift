import ChannelLayer
import Chat
import Foundation
import Gateway
import HostMetrics
import Identity
import LiveFeed
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import PrometheusExporter
import ServiceLifecycle
import Sockets
import Storage
import Telemetry
import Wire

/// Runs the server until a signal comes.
///
/// - Parameter serviceLinks: variables that look like settings and were not read, for the log.
/// - Throws: ``CommandFailure`` for everything that a person can mend, before anything listens.
func serve(_ settings: ServeSettings, ignoring serviceLinks: [String] = []) async throws {
    LogSetup.start(level: settings.logLevel, format: settings.logFormat)
    FileLimit.raise()
    let folder = try DataFolder(path: settings.dataFolder)
    let server = try Composition(settings, folder: folder)
    if !serviceLinks.isEmpty {
        server.logger.notice(
            "Variables of Kubernetes' service links are no settings and were not read",
            metadata: ["variables": .string(serviceLinks.joined(separator: ", "))])
    }
    try await server.recover()
    try await RunLoop(services: server.services(), timeout: settings.shutdownTimeout, logger: server.logger).run()
}
