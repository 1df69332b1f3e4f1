extension Settings {
    private static let time = SettingKind<Duration>.duration(in: .zero ... .seconds(86_400))

    static let handshakeTimeout = Setting(
        "handshake-timeout", in: .times, time, default: .seconds(10),
        meaning: "Time that a new connection has to send its request.",
        extremes: "0 is off."
    )
    static let httpIdleTimeout = Setting(
        "http-idle-timeout", in: .times, time, default: .seconds(60),
        meaning: "Time after which an HTTP connection is closed that sends no request, not all of one, or takes nothing of its answer.",
        extremes: "0 is off."
    )
    static let heartbeatInterval = Setting(
        "heartbeat-interval", in: .times, time, default: .seconds(25),
        meaning: "Time without a byte from a socket after which it is sent a ping.",
        extremes: "0 is off: a client that vanished is found only when a write fails."
    )
    static let heartbeatTimeout = Setting(
        "heartbeat-timeout", in: .times, time, default: .seconds(10),
        meaning: "Time after a ping without a byte back after which a socket is closed with 4408.",
        extremes: "0 is off."
    )
    static let drainDelay = Setting(
        "drain-delay", in: .times, time, development: .zero, production: .seconds(5),
        meaning: "Time at the end during which /readyz says 503 and connections are still accepted.",
        extremes: "0: no delay. Give a load balancer the time that it needs to notice."
    )
    static let drainSpread = Setting(
        "drain-spread", in: .times, time, development: .zero, production: .seconds(5),
        meaning: "Time over which open sockets are closed with 1001, so that clients do not all come back at once.",
        extremes: "0: all at once."
    )
    static let shutdownTimeout = Setting(
        "shutdown-timeout", in: .times, time, default: .seconds(25),
        meaning: "Time from the first signal within which the process ends, finished or not.",
        extremes: "Less than drain-delay and drain-spread together cuts them short. 0 is off: it takes as long as it takes."
    )

    /// The rows of this section.
    static let times: [SettingRow] = [
        handshakeTimeout.row, httpIdleTimeout.row, heartbeatInterval.row, heartbeatTimeout.row, drainDelay.row,
        drainSpread.row, shutdownTimeout.row,
    ]
}
