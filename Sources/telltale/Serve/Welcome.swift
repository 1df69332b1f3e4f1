import Identity

/// What a development server says when it has started: addresses that can be opened as they stand.
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
        guard let signer,
            let chat = try? signer.sign(user: "dev", name: "Dev", scopes: [.chat], ttlSeconds: Self.tokenSeconds, now: now),
            let dashboard = try? signer.sign(user: "dev", name: "Dev", scopes: [.dashboard], ttlSeconds: Self.tokenSeconds, now: now)
        else { return "" }
        let socket = isSecure ? "wss" : "ws"
        return """

              chat       \(socket)://\(authority)/ws/chat/lobby/?token=\(chat)
              dashboard  \(socket)://\(authority)/ws/dashboard/?token=\(dashboard)
              metrics    \(metrics)/metrics

            Tokens are good for an hour; `telltale token --user NAME` makes more. Ctrl-C stops.

            """
    }
}
