import Wire

/// What HTTP answers to a request for a socket that could not become one.
struct RefusalAnswer: Error, Equatable {
    var status: Int
    var code: ErrorCode
    var message: String
    /// Header fields beside the usual ones.
    var fields: [String: String] = [:]

    static let upgradeRequired = RefusalAnswer(
        status: 426, code: .badFrame, message: "this is a WebSocket: ask with Upgrade: websocket, version 13",
        fields: ["Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"])
    static let foreignOrigin = RefusalAnswer(
        status: 403, code: .forbidden, message: "this origin may not open sockets here: see --allowed-origins")
    static let tokenAlone = RefusalAnswer(
        status: 400, code: .badFrame, message: "offer the subprotocol telltale.v1 beside the token")

    static func malformed(_ reason: String) -> RefusalAnswer {
        RefusalAnswer(status: 400, code: .badFrame, message: reason)
    }
}
