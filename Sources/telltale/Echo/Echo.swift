import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Sockets
import Telemetry
import Wire

/// Runs the socket stack as a pure echo until a signal comes.
///
/// - Throws: ``CommandFailure`` when it cannot listen.
func echo(_ settings: EchoSettings) async throws {
    let logger = Logger(label: "telltale") { _ in SwiftLogNoOpLogHandler() }
    let registry = Registry()
    let group = MultiThreadedEventLoopGroup(numberOfThreads: min(settings.threads, Hub.maximumLoops))
    let metrics = SocketMetrics(registry: registry)
    let hub = Hub(
        eventLoops: Array(group.makeIterator()),
        profiles: [
            EndpointProfile(
                endpoint: .chat, messageLimit: settings.maxMessageBytes, outboxBudget: 4 * settings.maxMessageBytes,
                heartbeatInterval: 0, workLimit: 0)
        ],
        metrics: metrics, makeShard: registry.makeShard)
    let tasks = HTTPTasks()
    let child = SocketChildChannel(hub: hub, gate: EchoGate(), configuration: .init(), tasks: tasks, logger: logger) { request, writer, _ in
        let isFaulty = RequestFault(request.head) != nil
        try await writer.writeResponse(
            isFaulty
                ? .init(status: .badRequest, headerFields: [.contentLength: "0", .connection: "close"])
                : .init(status: .upgradeRequired, headerFields: [.contentLength: "0", .upgrade: "websocket", .connection: "close"]))
    }
    let listener = Listener(group: group, places: ConnectionPlaces(), metrics: metrics, logger: logger, setUp: child.setUp)
    let services: [any Service] = [
        SocketsService(hub: hub, spreadMilliseconds: 0),
        ListenerService(
            main: Door(listener: listener, tasks: tasks, host: settings.host, port: settings.port), metrics: nil, hub: hub,
            announcement: Announcement(host: settings.host, scheme: "ws")),
    ]
    try await RunLoop(services: services, timeout: .seconds(5), logger: logger).run()
}
