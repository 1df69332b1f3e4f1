import Agents
import ChannelLayer
import Chat
import CoreMetrics
import Essentials
import Foundation
import Gateway
import HostMetrics
import Hummingbird
import Identity
import LanguageModels
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

/// The server, put together: the one place that knows every room.
struct Composition {
    let logger: Logger
    private let settings: ServeSettings
    private let folder: DataFolder
    private let signer: TokenSigner?
    private let remoteKeys: RemoteKeys?
    private let pushes: PushService?
    private let disk: DiskSpace
    private let group: MultiThreadedEventLoopGroup
    private let metrics: SocketMetrics
    private let places: ConnectionPlaces
    private let hub: Hub
    private let store: SQLiteStore
    private let chat: ChatService
    private let agents: AgentService
    private let uploads: UploadService
    private let endpoint: OpenAIModel?
    private let feed: LiveFeed
    private let readiness: Readiness
    private let entrance: SocketEntrance
    private let router: GatewayRouter

    /// - Throws: ``CommandFailure`` when a key, a certificate or the store cannot be used.
    init(_ settings: ServeSettings, folder: DataFolder) throws {
        self.settings = settings
        self.folder = folder
        let logger = Logger(label: "telltale")
        self.logger = logger
        let keys = try TokenKeys(settings)
        signer = keys.signer
        let server = ServerInfo(name: "telltale", version: Release.version, node: Self.nodeName)

        let registry = Self.registry(settings)
        pushes = try PushService(registry, logger: logger)
        let threads = min(settings.threads, Hub.maximumLoops)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        self.group = group
        let metrics = SocketMetrics(registry: registry)
        self.metrics = metrics
        let proxies = TrustedProxies(settings.trustedProxies)
        let places = Self.places(settings, proxies, registry)
        self.places = places
        let hub = Hub(
            eventLoops: Array(group.makeIterator()), profiles: Self.profiles(settings), metrics: metrics, makeShard: registry.makeShard)
        self.hub = hub
        let store = try Self.openStore(settings, registry)
        self.store = store
        let verifier = TokenVerifier(
            keys: keys.keys,
            policy: TokenPolicy(issuer: settings.jwtIssuer, audience: settings.jwtAudience, defaultScopes: settings.defaultScopes))
        let remoteKeys = try Self.remoteKeys(settings, verifier, group, logger)
        self.remoteKeys = remoteKeys
        let disk = DiskSpace(folder: settings.dataFolder)
        self.disk = disk
        let readiness = Self.readiness(store, disk, remoteKeys)
        self.readiness = readiness

        let operations = Operations(registry: registry)
        let live = LiveOperations(
            node: server.node, version: server.version, connectionLimit: settings.maxConnections == 0 ? nil : settings.maxConnections,
            registry: registry, problems: { readiness.problems }, unixMilliseconds: { SystemClock().unixMilliseconds() })
        let endpoint = try settings.assistant.openModel(on: group, logger: logger)
        self.endpoint = endpoint
        let files = try Self.openFiles(settings, logger)
        let layer = InMemoryChannelLayer(receiver: HubReceiver(hub: hub), registry: registry)
        let chat = ChatService(
            store: store, layer: layer, registry: registry,
            configuration: ChatConfiguration(roomsOpenOnFirstUse: settings.makesRoomsOnFirstUse), clock: SystemClock(),
            ids: ULIDSource(clock: SystemClock()), sockets: HubRoomSockets(hub: hub), uploads: files,
            assistant: settings.assistant.configuration(
                endpoint: endpoint, operations: OperationsAssistant(source: live), observer: operations, registry: registry,
                logger: logger))
        self.chat = chat
        live.askForRooms(
            busiest: { [weak chat] in chat?.busiestRooms() ?? [] }, slowest: { [weak chat] in chat?.slowestRooms() ?? [] })
        let agents = AgentService(
            store: store, layer: layer, registry: registry, agents: settings.agents.catalogue, configuration: settings.agents.configuration,
            runner: settings.agents.runner(
                endpoint: endpoint, operations: live, chat: chat, group: group, registry: registry, logger: logger),
            sockets: HubExecutionSockets(hub: hub), clock: SystemClock(), ids: ULIDSource(clock: SystemClock()), observer: operations,
            logger: logger)
        self.agents = agents
        live.askForExecutions { [weak agents] in agents?.figures }
        let uploads = UploadService(chat: chat, files: files, registry: registry, configuration: settings.uploads)
        self.uploads = uploads
        let feed = LiveFeed(
            node: server.node, registry: registry,
            topRooms: {
                chat.topRooms(limit: 10).map { TopRoom(id: $0.id, sockets: $0.sockets, messagesPerSecond: $0.messagesPerSecond) }
            }, everySecond: live.record, flush: hub.flush, unixMilliseconds: { SystemClock().unixMilliseconds() })
        self.feed = feed

        let authenticator = Authenticator(verifier: verifier, cache: remoteKeys?.cache, logger: logger)
        let limits = ConnectionLimits(
            perNode: settings.maxConnections, perAddress: settings.connectionsPerAddress, perUser: settings.socketsPerUser)
        registry.functionGauge("telltale_websocket_connections_limit", help: "Sockets that this node may have; 0 is no limit.") {
            Double(limits.perNode)
        }
        entrance = SocketEntrance(
            origins: settings.originPolicy, proxies: proxies, metrics: metrics,
            chat: ChatEndpoint(
                service: chat, authenticator: authenticator, limits: limits, operations: operations, server: server,
                heartbeatMilliseconds: settings.heartbeatInterval.milliseconds, frameRate: settings.chatFrameRate, logger: logger),
            agents: AgentEndpoint(
                service: agents, authenticator: authenticator, limits: limits, operations: operations, server: server,
                heartbeatMilliseconds: settings.heartbeatInterval.milliseconds, frameRate: settings.otherFrameRate),
            dashboard: DashboardEndpoint(
                feed: feed, authenticator: authenticator, limits: limits, operations: operations, server: server,
                frameRate: settings.otherFrameRate))
        router = GatewayRouter(
            service: chat, uploads: uploads, agents: agents, authenticator: authenticator, entrance: entrance,
            scrapes: ScrapeHandler(registry: registry, settings: ExpositionSettings(createdSeries: settings.showsCreated)),
            metricsAccess: settings.metricsAccess, readiness: readiness, operations: operations, server: server,
            messageBytes: settings.postedMessageBytes)
        for problem in registry.problems { logger.error("Metrics: \(problem)") }
        for warning in settings.agents.warnings(model: settings.assistant.model) { logger.warning("Agents: \(warning)") }
    }

    /// Makes good what a process that was killed left behind. Call it once, before ``services()`` run.
    ///
    /// - Throws: ``CommandFailure`` when the executions cannot be read: without them nobody would run what waits.
    func recover() async throws {
        await chat.closeOpenAnswers()
        do {
            try await agents.recover()
        } catch {
            throw CommandFailure(.failure, "cannot read the executions of agents in \(settings.dataFolder): \(error.message)")
        }
        do {
            let removed = try await uploads.recover()
            if removed > 0 { logger.notice("Files of unfinished uploads removed", metadata: ["files": .stringConvertible(removed)]) }
        } catch {
            logger.error("Files of unfinished uploads could not be removed", metadata: ["error": .string("\(error)")])
        }
    }

    /// In the order of starting; they stop in reverse: first the gate asks for no more traffic, then agents end and waiting
    /// workers are let go, so that no request is left for the port to wait for; then the port closes, then the assistant's answers
    /// end, then the sockets, then the store; the last push shows them all.
    func services() throws -> [any Service] {
        let (store, chat, agents, feed, disk) = (store, chat, agents, feed, disk)
        let (remoteKeys, uploads, logger) = (remoteKeys, uploads, logger)
        let last: [any Service] = pushes.map { [$0] } ?? []
        return try last + [
            StoreService(store: store),
            PeriodicService(interval: RemoteKeys.refreshInterval) { await remoteKeys?.cache.refresh() },
            PeriodicService(interval: RemoteKeys.retryInterval) { await remoteKeys?.retry() },
            PeriodicService(interval: .seconds(1)) { disk.look() },
            PeriodicService(interval: .seconds(1)) { if !store.isHealthy { _ = await store.probe() } },
            PeriodicService(interval: .seconds(60)) { await uploads.sweep(logger: logger) },
            SocketsService(hub: hub, spreadMilliseconds: settings.drainSpread.milliseconds),
            ModelService(endpoint: endpoint),
            AnswersService(chat: chat),
            PeriodicService(interval: .milliseconds(250)) { chat.sweep() },
            PeriodicService(interval: .milliseconds(250)) { agents.sweep() },
            PeriodicService(interval: .milliseconds(LiveFeed.paceMilliseconds)) { feed.sample() },
            listener(),
            AgentsService(agents: agents),
            DrainGate(readiness: readiness, delay: settings.drainDelay),
        ]
    }

    private func listener() throws -> ListenerService {
        let isSecure = settings.tls != nil
        return ListenerService(
            main: try mainDoor(), metrics: metricsDoor(), hub: hub,
            announcement: Announcement(
                host: settings.host, scheme: isSecure ? "https" : "http", metricsHost: settings.metricsHost,
                welcome: settings.deployment == .development ? Welcome(signer: signer, isSecure: isSecure) : nil))
    }

    private func mainDoor() throws -> Door {
        let tasks = HTTPTasks()
        let child = child(gate: entrance, router.responder(showsMetrics: settings.metricsPort == nil), tasks, usesTLS: settings.tls != nil)
        let listener = Listener(
            group: group, places: places, metrics: metrics, logger: logger, setUp: try settings.tls?.before(child.setUp) ?? child.setUp)
        return Door(listener: listener, tasks: tasks, host: settings.host, port: settings.port)
    }

    /// Its places are its own, so that a crowd on the main port does not keep the scrapers out.
    private func metricsDoor() -> Door? {
        guard let port = settings.metricsPort else { return nil }
        let tasks = HTTPTasks()
        let child = child(gate: NoSockets(), router.metricsResponder(), tasks, usesTLS: false)
        let listener = Listener(
            group: group, places: ConnectionPlaces(perNode: Self.metricsConnections), metrics: metrics, logger: logger, setUp: child.setUp)
        return Door(listener: listener, tasks: tasks, host: settings.metricsHost, port: port, setting: Settings.metricsPort.row)
    }

    /// Connections that the metrics' port has at once: scrapers, probes and people with a browser are few.
    private static let metricsConnections = 256

    private func child(
        gate: any SocketGate, _ responder: RouterResponder<GatewayContext>, _ tasks: HTTPTasks, usesTLS: Bool
    ) -> SocketChildChannel {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        return SocketChildChannel(
            hub: hub, gate: gate,
            configuration: .init(
                handshakeTimeout: settings.handshakeTimeout.timeAmount, idleTimeout: settings.httpIdleTimeout.timeAmount,
                usesTLS: usesTLS),
            tasks: tasks, logger: quiet, responder: HTTPAnswers(responder, logger: quiet).responder)
    }
}

// MARK: - Parts

extension Composition {
    private static func registry(_ settings: ServeSettings) -> Registry {
        let limit = settings.metricsSeriesLimit
        let registry = Registry(seriesLimit: limit == 0 ? .max : limit)
        registry.addCollector(ProcessCollector())
        if settings.measuresHost { NodeMetrics.collectors().forEach(registry.addCollector) }
        MetricsSystem.bootstrap(TelemetryFactory(registry: registry))
        registry.info(
            "telltale_build_info", help: "The build that runs.",
            labels: [("version", Release.version), ("revision", Release.revision), ("swift", Release.compiler)])
        return registry
    }

    private static func profiles(_ settings: ServeSettings) -> [EndpointProfile] {
        func profile(_ endpoint: Endpoint, _ limit: Int) -> EndpointProfile {
            EndpointProfile(
                endpoint: endpoint, messageLimit: limit == 0 ? .max / 4 : limit,
                outboxBudget: settings.outboxBudget(messageLimit: limit), heartbeatInterval: settings.heartbeatInterval.milliseconds,
                heartbeatTimeout: settings.heartbeatTimeout.milliseconds, workLimit: settings.maxUncommittedFrames,
                roomBacklogLimit: settings.roomBacklogBytes)
        }
        return [
            profile(.chat, settings.maxMessageBytes), profile(.agents, settings.agents.messageBytes),
            profile(.dashboard, settings.dashboardMessageBytes),
        ]
    }

    private static func places(_ settings: ServeSettings, _ proxies: TrustedProxies, _ registry: Registry) -> ConnectionPlaces {
        let places = ConnectionPlaces(
            perNode: settings.maxTcpConnections, perAddress: settings.tcpConnectionsPerAddress, isExempt: proxies.contains)
        registry.functionGauge("telltale_tcp_connections", help: "Open TCP connections, sockets and others.") { Double(places.count) }
        return places
    }

    private static func openStore(_ settings: ServeSettings, _ registry: Registry) throws -> SQLiteStore {
        var configuration = SQLiteStoreConfiguration()
        configuration.synchronous = settings.synchronous
        configuration.queueBytes = settings.storeQueueBytes == 0 ? .max : settings.storeQueueBytes
        do {
            return try SQLiteStore(folder: settings.dataFolder, registry: registry, configuration: configuration)
        } catch {
            throw CommandFailure(.cannotCreate, "cannot open the store in \(settings.dataFolder): \(error)")
        }
    }

    private static func openFiles(_ settings: ServeSettings, _ logger: Logger) throws -> FileUploadStore {
        do {
            return try FileUploadStore(folder: settings.dataFolder, logger: logger)
        } catch {
            throw CommandFailure(.cannotCreate, "cannot keep uploads in \(settings.dataFolder): \(error)")
        }
    }

    private static func remoteKeys(
        _ settings: ServeSettings, _ verifier: TokenVerifier, _ group: any EventLoopGroup, _ logger: Logger
    ) throws(CommandFailure) -> RemoteKeys? {
        guard case .keySetURL(let url) = settings.tokenKeys else { return nil }
        let source = try KeySetDownload(url: url, authorities: settings.keySetAuthorities, group: group)
        return RemoteKeys(verifier: verifier, source: source, place: ShownURL.text(url), logger: logger)
    }

    private static func readiness(_ store: SQLiteStore, _ disk: DiskSpace, _ remoteKeys: RemoteKeys?) -> Readiness {
        var components = [
            Readiness.Component("store") { store.isHealthy ? nil : "unavailable" },
            Readiness.Component("disk") { disk.problem },
            // Lives in this process: there is nothing that could fail.
            Readiness.Component("channel_layer") { nil },
        ]
        if let remoteKeys { components.append(Readiness.Component("token_keys") { remoteKeys.problem }) }
        return Readiness(components)
    }

    /// The host's name, as far as it is an identifier.
    private static var nodeName: String {
        let name = ProcessInfo.processInfo.hostName.split(separator: ".").first.map(String.init) ?? ""
        return Identifier.isValid(name) ? name : "node"
    }
}
