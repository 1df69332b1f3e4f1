import Identity

/// What a development server says when it has started: addresses and a command that work as they stand.
struct Welcome: Sendable {
    /// Signs the tokens; nil when only somebody else can.
    let signer: TokenSigner?
    let isSecure: Bool
    /// How long the tokens are good for, seconds.
    static let tokenSeconds: Int64 = 3600

    /// The lines after the first.
    ///
    /// - Parameters:
    ///   - authority: host and port of the sockets.
    ///   - metrics: scheme, host and port of the metrics.
    ///   - now: Unix seconds.
    func text(authority: String, metrics: String, now: Int64) -> String {
        // With `dashboard`, too: else the operations assistant would tell its first user nothing, and nobody else in the room.
        guard let chat = token([.chat, .dashboard], now), let dashboard = token([.dashboard], now),
            let agents = token([.agents, .dashboard], now)
        else { return "" }
        let (socket, http) = isSecure ? ("wss", "https") : ("ws", "http")
        return """

              chat       \(socket)://\(authority)/ws/chat/lobby/?token=\(chat)
              dashboard  \(socket)://\(authority)/ws/dashboard/?token=\(dashboard)
              agents     curl -H 'Authorization: Bearer \(agents)' -H 'Content-Type: application/json' -d '{"agent":"health-report"}' \(http)://\(authority)/api/agents/executions
                         starts one and shows its id; follow it, from its beginning, at
                         \(socket)://\(authority)/ws/agents/execution/ID/?since=0&token=\(agents)
              metrics    \(metrics)/metrics

            Tokens are good for an hour; `telltale token --user NAME` makes more. Ctrl-C stops.

            """
    }

    private func token(_ scopes: Scopes, _ now: Int64) -> String? {
        try? signer?.sign(user: "dev", name: "Dev", scopes: scopes, ttlSeconds: Self.tokenSeconds, now: now)
    }
}
