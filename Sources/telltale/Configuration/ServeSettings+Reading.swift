import Chat
import Gateway
import LanguageModels

extension ServeSettings {
    /// The settings of `serve`, each checked, and together.
    /// - Parameter reader: The settings as they were given.
    /// - Throws: ``CommandFailure`` for the first that cannot be used. Nothing was written or opened for writing.
    init(_ reader: SettingsReader) throws(CommandFailure) {
        host = try reader.value(Settings.host)
        port = try reader.value(Settings.port)
        dataFolder = try reader.value(Settings.data)
        deployment = try reader.value(Settings.env)
        threads = try reader.value(Settings.threads) ?? ProcessorCount.available
        synchronous = try reader.value(Settings.synchronous)
        logLevel = try reader.value(Settings.logLevel)
        logFormat = try reader.value(Settings.logFormat)

        let origins = try reader.value(Settings.allowedOrigins)
        allowedOrigins = origins?.contains("*") == true ? nil : origins
        trustedProxies = try reader.value(Settings.trustedProxies)
        makesRoomsOnFirstUse = try reader.value(Settings.openRooms)

        jwtIssuer = try reader.value(Settings.jwtIssuer)
        jwtAudience = try reader.value(Settings.jwtAudience)
        defaultScopes = try reader.value(Settings.defaultScopes)
        keySetAuthorities = try reader.value(Settings.jwksCAFile)
        secretAlgorithm = try reader.value(Settings.jwtAlgorithm)

        metricsPort = try reader.value(Settings.metricsPort)
        metricsHost = try reader.value(Settings.metricsHost) ?? host
        let isMetricsOnLoopback = Self.isLoopback(metricsPort == nil ? host : metricsHost)
        metricsAccess = try reader.value(Settings.metricsOpen).map { $0 ? .open : .token } ?? (isMetricsOnLoopback ? .loopback : .token)
        showsCreated = try reader.value(Settings.metricsCreated)
        measuresHost = try reader.value(Settings.hostMetrics)
        metricsSeriesLimit = try reader.value(Settings.metricsSeriesLimit)

        uploads = try UploadConfiguration.named(in: reader)

        messageRate = try reader.value(Settings.messageRate)
        messageBurst = try reader.value(Settings.messageBurst)
        userMessageRate = try reader.value(Settings.userMessageRate)
        userMessageBurst = try reader.value(Settings.userMessageBurst)
        maxRefusals = try reader.value(Settings.maxRefusals)
        maxUncommittedFrames = try reader.value(Settings.maxUncommittedFrames)
        socketsPerUser = try reader.value(Settings.socketsPerUser)
        connectionsPerAddress = try reader.value(Settings.connectionsPerAddress)
        maxConnections = try reader.value(Settings.maxConnections)
        tcpConnectionsPerAddress = try reader.value(Settings.tcpConnectionsPerAddress)
        maxTcpConnections = try reader.value(Settings.maxTcpConnections)
        maxMessageBytes = try reader.value(Settings.maxMessageBytes)
        dashboardMessageBytes = try reader.value(Settings.dashboardMessageBytes)
        outboxBytes = try reader.value(Settings.outboxBytes)
        roomBacklogBytes = try reader.value(Settings.roomBacklogBytes)
        storeQueueBytes = try reader.value(Settings.storeQueueBytes)

        handshakeTimeout = try reader.value(Settings.handshakeTimeout)
        httpIdleTimeout = try reader.value(Settings.httpIdleTimeout)
        heartbeatInterval = try reader.value(Settings.heartbeatInterval)
        heartbeatTimeout = try reader.value(Settings.heartbeatTimeout)
        drainDelay = try reader.value(Settings.drainDelay)
        drainSpread = try reader.value(Settings.drainSpread)
        shutdownTimeout = try reader.value(Settings.shutdownTimeout)

        // These open files, so every plain value was read before.
        assistant = try AssistantSettings(reader)
        agents = try AgentSettings(reader)
        try agents.check(model: assistant.model)
        // Answers and executions never have more requests under way than this.
        assistant.model?.connectionLimit = assistant.answersAtOnce + agents.concurrency
        tls = try TLSFiles.named(in: reader)
        tokenKeys = try TokenKeySource(reader)
    }
}
