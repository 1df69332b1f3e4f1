import Foundation
import Logging
import OpenTelemetryExporter
import ServiceLifecycle
import Telemetry

/// Pushes the metrics to an OpenTelemetry collector until the server stops, and once more then.
struct PushService: Service {
    private let pusher: MetricsPusher

    /// Nothing is pushed, and there is no service, unless the environment names a collector.
    ///
    /// - Throws: ``CommandFailure`` when an `OTEL_` variable cannot be used.
    init?(_ registry: Registry, environment: [String: String] = ProcessInfo.processInfo.environment, logger: Logger) throws(CommandFailure)
    {
        do throws(OTLPConfigurationError) {
            let identity = ServiceIdentity(version: Release.version)
            guard let configuration = try OTLPConfiguration(environment: environment, service: identity) else { return nil }
            pusher = MetricsPusher(
                configuration: configuration, registry: registry, transport: try HTTPClientTransport(configuration),
                version: Release.version, logger: logger)
        } catch {
            throw CommandFailure(.configuration, "\(error)")
        }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { await pusher.run() }
    }
}
