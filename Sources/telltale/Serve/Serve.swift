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
/// - Throws: ``CommandFailure`` for everything that a person can mend, before anything listens.
func serve(_ settings: ServeSettings) async throws {
    LogSetup.start(level: settings.logLevel, format: settings.logFormat)
    FileLimit.raise()
    let folder = try DataFolder(path: settings.dataFolder)
    let server = try Composition(settings, folder: folder)
    try await server.recover()
    try await RunLoop(services: server.services(), timeout: settings.shutdownTimeout, logger: server.logger).run()
}
